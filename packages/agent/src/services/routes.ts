/** Which way packets to an address go. Pure. */
import { EVERYTHING, routeTo } from "@rackberry/protocol";

export interface Way {
  readonly device: string;
  /** "" when the address is on the device's own network. */
  readonly gateway: string;
  /** Only the default route leads there: no route is known for the address itself. */
  readonly isDefault: boolean;
}

/** `routes` is the content of /proc/net/route. Undefined when no route leads there. */
export function wayTo(address: string, routes: string): Way | undefined {
  const route = routeTo(address, routes);
  return route && { device: route.device, gateway: route.gateway ?? "", isDefault: route.subnet === EVERYTHING };
}
