/** The `direct` pod network: what the standard plugins are told, and which routes to change. Pure. */

export interface PodRoute {
  readonly subnet: string;
  readonly address: string;
}

/** Marks our routes in the kernel, so that no others are touched; rt_protos assigns this number to no daemon. */
export const ROUTE_PROTOCOL = "114";

/**
 * One bridge per node, addresses by host-local, hostPort by portmap; containerd adds the loopback itself. ipMasq is off:
 * the plugin would hide the pods' addresses from other nodes' pods. forceAddress: a node that joined again may have
 * another subnet while the bridge still has the old address.
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

/** Marks our rule. Letters and a hyphen only: iptables lists a comment with other characters in quotes. */
const COMMENT = "rackberry-pods";

/** Whether a line of `iptables --list-rules` is ours, for this subnet. */
export const isMasqueradeRule = (line: string, podSubnet: string): boolean =>
  line.includes(` -s ${podSubnet} `) && line.includes(` --comment ${COMMENT} `);

/** Pods reach other networks under their node's address: nothing outside has a route back to theirs. As iptables lists it. */
export const masqueradeRule = (podSubnet: string): readonly string[] => [
  ...["-s", podSubnet, "!", "-d", podSubnet, "-m", "comment", "--comment", COMMENT, "-j", "MASQUERADE"],
];

/** The changes that lead from the present routes to the wanted ones. */
export function routeChanges(current: readonly PodRoute[], wanted: readonly PodRoute[]) {
  const same = (a: PodRoute) => (b: PodRoute) => a.subnet === b.subnet && a.address === b.address;
  return {
    toSet: wanted.filter((route) => !current.some(same(route))),
    toRemove: current.filter((route) => !wanted.some((other) => other.subnet === route.subnet)),
  };
}
