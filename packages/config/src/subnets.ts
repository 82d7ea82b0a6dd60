/** Which ranges may be used for pods and services. Pure. */
import { grammar } from "@rackberry/protocol";

/** Ranges that no cluster can use: https://www.iana.org/assignments/iana-ipv4-special-registry and RFC 5771. */
const RESERVED: readonly (readonly [subnet: string, what: string])[] = [
  ["0.0.0.0/8", "addresses that mean this network"],
  ["127.0.0.0/8", "loopback addresses, which never leave a machine"],
  ["169.254.0.0/16", "link-local addresses, which no router passes on"],
  ["224.0.0.0/4", "multicast addresses"],
  ["240.0.0.0/4", "reserved addresses, including the broadcast address"],
];

/** Prefix length of each node's part of the pod subnet (kube-controller-manager, --node-cidr-mask-size-ipv4). */
const NODE_PREFIX = 24;

export const prefixOf = (subnet: string): number => Number(subnet.split("/")[1]);

const reserved = (subnet: string) => RESERVED.find(([range]) => grammar.overlap(range, subnet));

/** What a subnet's addresses are reserved for; undefined if hosts can use them. */
export const reservedFor = (subnet: string): string | undefined => reserved(subnet)?.[1];

/** Why no rack can use it for pods, services or nodes; undefined if one can. */
export function unusable(subnet: string): string | undefined {
  const [range, what] = reserved(subnet) ?? [];
  return range && `${subnet} cannot be used: ${range} is for ${what}; choose private addresses, or omit it`;
}

/** How many nodes it has pod addresses for. */
export const nodesIn = (podSubnet: string): number => 2 ** Math.max(0, NODE_PREFIX - prefixOf(podSubnet));

/** Why this many nodes do not fit; undefined if they do. */
export function tooManyNodes(podSubnet: string, nodes: number): string | undefined {
  const room = nodesIn(podSubnet);
  if (nodes <= room) return undefined;
  const bits = Math.ceil(Math.log2(nodes));
  const enough = `/${NODE_PREFIX - bits} has room for ${2 ** bits}`;
  return `${podSubnet} has room for ${room} nodes, since each takes a /${NODE_PREFIX}, and nodes lists ${nodes}: ${enough}`;
}
