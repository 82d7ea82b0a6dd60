/** The `direct` pod network: the standard plugins' configuration, and which routes to change. Pure. */

export interface PodRoute {
  readonly subnet: string;
  readonly address: string;
}

/** Marks our routes in the kernel, so that no others are changed; rt_protos assigns this number to no daemon. */
export const ROUTE_PROTOCOL = "114";

/**
 * One bridge for each node, addresses from host-local, hostPort through portmap; containerd adds the loopback itself.
 * ipMasq is off: the plugin would hide the pods' addresses from other nodes' pods. forceAddress: a node that joined again
 * may have another subnet while the bridge still has the old address.
 */
export function conflist(nodePodSubnet: string): string {
  const bridge = {
    type: "bridge",
    bridge: "cni0",
    isGateway: true,
    forceAddress: true,
    ipMasq: false,
    hairpinMode: true,
    ipam: { type: "host-local", ranges: [[{ subnet: nodePodSubnet }]], routes: [{ dst: "0.0.0.0/0" }] },
  };
  const portmap = { type: "portmap", capabilities: { portMappings: true } };
  return `${JSON.stringify({ cniVersion: "0.3.1", name: "rackberry", plugins: [bridge, portmap] }, undefined, 2)}\n`;
}

/** Marks our rule. Only letters and a hyphen: iptables lists a comment with other characters in quotes. */
const COMMENT = "rackberry-pods";

/** Whether a line of `iptables --list-rules` is our rule for this subnet. */
export const isMasqueradeRule = (line: string, podSubnet: string): boolean =>
  line.includes(` -s ${podSubnet} `) && line.includes(` --comment ${COMMENT} `);

/** Pods reach the outside under their node's address: no route leads back to theirs. Written as iptables lists it. */
export const masqueradeRule = (podSubnet: string): readonly string[] => [
  ...["-s", podSubnet, "!", "-d", podSubnet, "-m", "comment", "--comment", COMMENT, "-j", "MASQUERADE"],
];

/** The changes that turn the current routes into the wanted ones. */
export function routeChanges(current: readonly PodRoute[], wanted: readonly PodRoute[]) {
  const same = (a: PodRoute) => (b: PodRoute) => a.subnet === b.subnet && a.address === b.address;
  return {
    toSet: wanted.filter((route) => !current.some(same(route))),
    toRemove: current.filter((route) => !wanted.some((other) => other.subnet === route.subnet)),
  };
}
