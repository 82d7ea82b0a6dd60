/** A node's target state, from rack.yaml and the known nodes. */
import { createHash } from "node:crypto";
import type { Rack } from "@rackberry/config";
import {
  grammar,
  imagesMirror,
  type NodeSpec,
  packagesMirror,
  type RegistryMirror,
  throughProxy,
} from "@rackberry/protocol";
import { flannelImages } from "../network/flannel.ts";
import type { Mirror } from "./mirror.ts";
import { controlPlaneOf, type NodeRecord } from "./node.ts";

export type Neighbour = Pick<NodeRecord, "name" | "role" | "address" | "podSubnet" | "clusterHash">;

/** Inputs that come neither from rack.yaml nor from the nodes. */
interface Supply {
  /** In full; rack.yaml may give only a minor. */
  readonly kubernetesVersion: string;
  /** Where it gets packages and images first. */
  readonly mirror?: Mirror;
}

/** The spec of the node `name`. */
export function specFor(
  name: string,
  rack: Rack,
  nodes: readonly Neighbour[],
  { kubernetesVersion, mirror }: Supply,
): NodeSpec {
  const { config } = rack;
  // Sorted, so that the order of arrival does not change the spec.
  const located = nodes.filter((node) => node.address !== "").sort((a, b) => (a.name < b.name ? -1 : 1));
  const direct = config.network === "direct";
  return {
    name,
    domain: config.domain,
    hosts: [...located.map(({ name, address }) => ({ name, address })), ...apiHosts(located)],
    kubernetesVersion,
    packages: packagesFor(rack, mirror).packages,
    imageRepository: config.images.repository,
    mirrors: [...mirrorsOf(mirror), ...config.images.mirrors.map((own) => ({ ...own, certificate: "" }))],
    user: { name: config.user.name, sshKeys: rack.sshKeys },
    network: {
      kind: config.network,
      podSubnet: config.podSubnet,
      routes: direct ? routesFrom(name, located) : [],
      nodePodSubnet: direct ? (nodes.find((node) => node.name === name)?.podSubnet ?? "") : "",
    },
    aptProxy: packagesFor(rack, mirror).aptProxy,
    aptProxyFilledMs: mirror?.filledAt ?? 0,
    images: direct ? [] : flannelImages,
    controlPlane: nodes.some((node) => node.name === name && node.role === "control-plane"),
  };
}

/** Placed after the nodes' own lines, so that an address still resolves to its node's name. */
function apiHosts(located: readonly Neighbour[]): NodeSpec["hosts"] {
  const leading = controlPlaneOf(located);
  return leading ? [{ name: grammar.API_LABEL, address: leading.address }] : [];
}

/** The control plane's name in kubeconfigs, certificates and joins, in full. */
export const apiName = (domain: string): string => `${grammar.API_LABEL}.${domain}`;

/** Where Kubernetes' packages come from. */
export function packagesFor(
  { config, packagesKey }: Rack,
  mirror: Mirror | undefined,
): Pick<NodeSpec, "packages" | "aptProxy"> {
  const { url } = config.packages;
  if (!mirror) return { packages: { url, key: packagesKey }, aptProxy: "" };
  return { packages: { url: throughProxy(url), key: mirror.packagesKey }, aptProxy: packagesMirror(mirror.host) };
}

const mirrorsOf = (mirror: Mirror | undefined): readonly RegistryMirror[] =>
  (mirror?.registries ?? []).map((registry) => ({
    registry,
    url: imagesMirror(mirror?.host ?? "", registry),
    certificate: mirror?.certificate ?? "",
  }));

const routesFrom = (name: string, nodes: readonly Neighbour[]) =>
  nodes
    .filter((node) => node.podSubnet !== "" && node.name !== name)
    .map(({ podSubnet, address }) => ({ subnet: podSubnet, address }));

/** The agent's steps that are affected by a change of names, addresses or pod subnets. */
export const REFRESH_STEPS: readonly string[] = ["hosts", "pod-network", "kubelet-address"];

/** The agent's first steps, none of which downloads anything; the reboot for the memory controller is among them. */
export const GROUND_STEPS: readonly string[] = [
  ...["predecessors", "clock", "journald", "hostname", "hosts", "memory-cgroup", "swap", "unattended-upgrades", "user"],
];

/** The agent's steps that are not needed for a node to become Ready. */
export const LATER_STEPS: readonly string[] = ["packages-on-card", "nfs-common"];

/** The agent's steps for workers only: on the control plane, kubeadm itself pulls images before it starts anything. */
export const WORKER_STEPS: readonly string[] = ["images"];

/** Fingerprint of names, addresses and pod subnets: what is sent to all nodes about each other. */
export function neighboursHash({ config }: Rack, nodes: readonly Neighbour[]): string {
  const located = nodes.filter(({ address }) => address !== "");
  const told = located.map(({ name, role, address, podSubnet }) => [
    name,
    role,
    address,
    config.network === "direct" ? podSubnet : "",
  ]);
  const api = apiHosts(located).map(({ name, address }) => [name, address]);
  return hash([...told.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)), ...api]);
}

/** Fingerprint of what stays the same when nodes come, go or move: all but names, addresses and pod subnets. */
export const baseHash = (spec: NodeSpec): string =>
  hash({ ...spec, hosts: [], network: { ...spec.network, routes: [], nodePodSubnet: "" } });

/** specFor builds its objects in one order, so that their JSON is canonical. */
const hash = (value: NodeSpec | string[][]): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");
