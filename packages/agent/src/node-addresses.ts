/** Which of a host's addresses are the node's own: not the pods', not the loopback's. */
import { type Cable, cables, type Interfaces, isLinkLocal } from "@rackberry/protocol";

/** Those of `preferred` (the default route's interface) first, then as the system lists them. */
export const nodeAddresses = (interfaces: Interfaces, preferred?: string): Cable[] =>
  cables(interfaces)
    .filter((cable) => !isLinkLocal(cable))
    .sort((a, b) => Number(b.interface === preferred) - Number(a.interface === preferred));

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
