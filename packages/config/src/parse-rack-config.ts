/** From rack.yaml's text to a RackConfig: parsed at the edge, trusted inside. Loads the yaml library. */
import { AppError, grammar, quoted } from "@rackberry/protocol";
import { type Hours, parseHours } from "./hours.ts";
import { wantedVersion } from "./kubernetes-version.ts";
import { httpUrl, imageRepository, registryHost } from "./places.ts";
import { checkNodeNetworks, checkNodes, checkPackages, checkSubnets, checkVersion } from "./rack-checks.ts";
import { DEFAULTS, defaultPackagesUrl, type RackConfig } from "./rack-config.ts";
import { fileBeside, nodeAddress, nodeName, rackDomain, rackName, rackSerial, rackUser } from "./rack-words.ts";
import { type Section, section } from "./section.ts";
import { sshKey } from "./ssh-key.ts";
import { readTree } from "./yaml-tree.ts";

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

/** Most bytes of rack.yaml; a thousand named nodes take a quarter of it. */
export const MAX_RACK_FILE = 256 * 1024;
/** Most problems reported at once, and most letters of each: more would not fit on the screen. */
const MAX_PROBLEMS = 20;
const MAX_WORDS = 400;

/**
 * Throws `invalid`; the message has a line `file:line: key: what is wrong, what is allowed` for each of the first
 * twenty problems, and the number of the others.
 */
export function parseRackConfig(text: string, file: string): RackConfig {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_RACK_FILE) {
    throw new AppError(
      "invalid",
      `${file}: ${bytes} bytes are too many for rack.yaml: at most ${MAX_RACK_FILE} are allowed`,
    );
  }
  if (text.includes("\0")) throw new AppError("invalid", `${file}: not UTF-8 text: save it as UTF-8`);
  const problems: { line: number; text: string }[] = [];
  const report = (line: number, problem: string) => problems.push({ line, text: problem });
  const tree = readTree(text, report);
  // Errors that result from broken YAML would only hide the one to fix.
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
    : [...lines.slice(0, MAX_PROBLEMS), `and ${lines.length - MAX_PROBLEMS} more: fix these first`];

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
