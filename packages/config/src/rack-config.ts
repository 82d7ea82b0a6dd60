/** rack.yaml: what the owner wants. Parsed at the edge, trusted inside. */
import { AppError, grammar, quoted } from "@rackberry/protocol";
import type { NodeRole } from "./api.ts";
import { type Hours, parseHours } from "./hours.ts";
import { minorOf, wantedVersion } from "./kubernetes-version.ts";
import { httpUrl, imageRepository, registryHost } from "./places.ts";
import { checkNodeNetworks, checkNodes, checkPackages, checkSubnets, checkVersion } from "./rack-checks.ts";
import { fileBeside, nodeAddress, nodeName, rackDomain, rackName, rackSerial, rackUser } from "./rack-words.ts";
import { type Section, section } from "./section.ts";
import { sshKey } from "./ssh-key.ts";
import { readTree } from "./yaml-tree.ts";

export interface RackConfig {
  /** Name of the rack, an RFC 1123 label. */
  readonly name: string;
  readonly domain: string;
  /** A full version, 1.36.3, or a minor, 1.36: the newest of its versions that the repository had when it was asked. */
  readonly kubernetes: string;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** The network on which the nodes talk to each other; "" where they are on one alone. */
  readonly nodeSubnet: string;
  readonly network: "flannel" | "direct";
  /** `ask`: even a Pi with a good card waits for `pictl adopt`. */
  readonly adoption: "automatic" | "ask";
  /** `key`: name of the ASCII-armoured signing key's file beside rack.yaml, "" when there is none. */
  readonly packages: { readonly url: string; readonly key: string };
  /** `repository` "" is kubeadm's default. */
  readonly images: {
    readonly repository: string;
    readonly mirrors: readonly { readonly registry: string; readonly url: string }[];
  };
  /** Pis known by serial number; all others are named in order of arrival. */
  readonly nodes: readonly ListedNode[];
  /** `sshKeysFile`: file beside rack.yaml with more keys, one a line, "" when there is none. */
  readonly user: { readonly name: string; readonly sshKeys: readonly string[]; readonly sshKeysFile: string };
  /** When a rollout may disturb nodes; undefined is always. */
  readonly maintenance: { readonly hours: Hours | undefined };
  readonly kubeadm: { readonly skipPhases: readonly string[]; readonly ignorePreflightErrors: readonly string[] };
}

export interface ListedNode {
  readonly serial: string;
  /** "" is named in order of arrival. */
  readonly name: string;
  readonly role: NodeRole;
  /** Where its agent is, for networks on which nobody hears it; "" when it is found by itself. */
  readonly address: string;
}

export const RACK_FILE = "rack.yaml";
/** What rack.yaml means when it says nothing. */
export const DEFAULTS = {
  name: "rackberry",
  domain: "kube.local",
  kubernetes: "1.36",
  podSubnet: "10.244.0.0/16",
  serviceSubnet: "10.96.0.0/12",
  network: "flannel",
  adoption: "automatic",
  user: "pi",
} as const;

const KEYS = [
  "rack",
  "domain",
  "kubernetes",
  "podSubnet",
  "serviceSubnet",
  "nodeSubnet",
  "network",
  "adoption",
  "nodes",
  "user",
  "packages",
  "images",
  "maintenance",
  "kubeadm",
];

/** Bytes of rack.yaml; a thousand nodes with names are a quarter of it. */
export const MAX_RACK_FILE = 256 * 1024;
/** Problems that are told at once, and letters of each: more would leave the screen. */
const MAX_PROBLEMS = 20;
const MAX_WORDS = 400;

/**
 * Throws `invalid`; the message has a line `file:line: key: what is wrong, what is allowed` for each of the first twenty
 * problems, and the number of the others.
 */
export function parseRackConfig(text: string, file: string): RackConfig {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_RACK_FILE) {
    throw new AppError(
      "invalid",
      `${file}: ${bytes} bytes are too many for a rack.yaml: ${MAX_RACK_FILE} are the most`,
    );
  }
  if (text.includes("\0")) throw new AppError("invalid", `${file}: not UTF-8 text: save it as UTF-8`);
  const problems: { line: number; text: string }[] = [];
  const report = (line: number, problem: string) => problems.push({ line, text: problem });
  const tree = readTree(text, report);
  // What follows from broken YAML would only hide the one thing to mend.
  if (problems.length === 0) {
    const root = section(tree, KEYS, "", report);
    const config = read(root);
    if (problems.length === 0) return config;
  }
  const lines = problems
    .sort((a, b) => a.line - b.line)
    .map((problem) => `${file}:${problem.line}: ${problem.text}`.slice(0, MAX_WORDS));
  throw new AppError("invalid", first([...new Set(lines)]).join("\n"));
}

const first = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_PROBLEMS
    ? lines
    : [...lines.slice(0, MAX_PROBLEMS), `and ${lines.length - MAX_PROBLEMS} more: mend these first`];

function read(root: Section): RackConfig {
  const packages = root.section("packages", ["url", "key"]);
  const images = root.section("images", ["repository", "mirrors"]);
  const user = root.section("user", ["name", "sshKeys", "sshKeysFile"]);
  const maintenance = root.section("maintenance", ["hours"]);
  const kubeadm = root.section("kubeadm", ["skipPhases", "ignorePreflightErrors"]);
  const nodes = root.sections("nodes", ["serial", "name", "role", "address"]);
  const kubernetes = root.value("kubernetes", wantedVersion, DEFAULTS.kubernetes);
  const config: RackConfig = {
    name: root.value("rack", rackName, DEFAULTS.name),
    domain: root.value("domain", rackDomain, DEFAULTS.domain),
    kubernetes,
    podSubnet: root.value("podSubnet", grammar.subnet, DEFAULTS.podSubnet),
    serviceSubnet: root.value("serviceSubnet", grammar.subnet, DEFAULTS.serviceSubnet),
    nodeSubnet: root.value("nodeSubnet", grammar.subnet, ""),
    network: root.value("network", oneOf("flannel", "direct"), DEFAULTS.network),
    adoption: root.value("adoption", oneOf("automatic", "ask"), DEFAULTS.adoption),
    packages: {
      url: packages.value("url", folderUrl, defaultPackagesUrl(kubernetes)),
      key: packages.value("key", fileBeside, ""),
    },
    images: {
      repository: images.value("repository", imageRepository, ""),
      mirrors: images.map("mirrors", registryHost, httpUrl).map(([registry, url]) => ({ registry, url })),
    },
    nodes: nodes.map((node) => ({
      serial: node.value("serial", rackSerial, ""),
      name: node.value("name", nodeName, ""),
      role: node.value("role", oneOf("control-plane", "worker"), "worker"),
      address: node.value("address", nodeAddress, ""),
    })),
    user: {
      name: user.value("name", rackUser, DEFAULTS.user),
      sshKeys: user.list("sshKeys", sshKey),
      sshKeysFile: user.value("sshKeysFile", fileBeside, ""),
    },
    maintenance: { hours: maintenance.value<Hours | undefined>("hours", parseHours, undefined) },
    kubeadm: {
      skipPhases: kubeadm.list("skipPhases", grammar.kubeadmWord),
      ignorePreflightErrors: kubeadm.list("ignorePreflightErrors", grammar.kubeadmWord),
    },
  };
  checkVersion(config, root);
  checkSubnets(config, root);
  checkNodeNetworks(config, root, nodes);
  checkPackages(config, packages);
  checkNodes(config, nodes);
  return config;
}

/** The community's repository for the version's minor: https://pkgs.k8s.io/core:/stable:/v1.NN/deb/ */
export function defaultPackagesUrl(version: string): string {
  return `https://pkgs.k8s.io/core:/stable:/v${minorOf(version)}/deb/`;
}

function oneOf<T extends string>(...allowed: readonly T[]) {
  return (value: unknown): T => {
    const found = allowed.find((word) => word === value);
    if (found) return found;
    throw new AppError("invalid", `${quoted(value)} is not one of: ${allowed.join(", ")}`);
  };
}

function folderUrl(value: unknown): string {
  const url = httpUrl(value);
  return url.endsWith("/") ? url : `${url}/`;
}
