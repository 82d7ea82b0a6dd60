/** Which of a host's addresses are the node's own: not the pods', not the loopback's. */
import type { networkInterfaces } from "node:os";

export type Interfaces = ReturnType<typeof networkInterfaces>;

export interface NodeAddress {
  readonly interface: string;
  readonly address: string;
}

/** Made by container runtimes and pod networks, never by a cable. */
const NOT_A_CABLE = /^(?:lo|cni|flannel|docker|br-|veth|virbr|kube-|dummy|nodelocaldns|cali|tunl|vxlan|wg|tailscale)/;

/** Global IPv4 addresses, those of `preferred` (the default route's interface) first, then as the system lists them. */
export function nodeAddresses(interfaces: Interfaces, preferred?: string): NodeAddress[] {
  const found: NodeAddress[] = [];
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    if (NOT_A_CABLE.test(name)) continue;
    for (const { family, address, internal } of addresses) {
      if (family === "IPv4" && !internal && !address.startsWith("169.254.")) found.push({ interface: name, address });
    }
  }
  return found.sort((a, b) => Number(b.interface === preferred) - Number(a.interface === preferred));
}

/** Interface of the IPv4 default route with the least metric, from /proc/net/route. */
export function defaultInterface(routes: string | undefined): string | undefined {
  const defaults = (routes ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    // Iface Destination Gateway Flags RefCnt Use Metric Mask …; flag 1 is RTF_UP.
    .filter(
      ([, destination, , flags, , , , mask]) =>
        destination === "00000000" && mask === "00000000" && Number.parseInt(flags ?? "0", 16) & 1,
    )
    .sort((a, b) => Number(a[6]) - Number(b[6]));
  return defaults[0]?.[0];
}
