/** Whether an address is on a network of this host: multicast DNS from anywhere else is to be ignored (RFC 6762, 11). */
import { readFileSync } from "node:fs";
import { BlockList } from "node:net";
import type { Interfaces } from "../cables.ts";
import { parseRoutes } from "../routes.ts";

export interface OnLinkOptions {
  readonly interfaces: () => Interfaces;
  /** Default: the kernel's, as /proc/net/route has them. */
  readonly routes?: () => string;
  readonly monotonic: () => number;
}

/** Milliseconds after which the interfaces are looked at again, and when an address is on none of them. */
const LOOK = { every: 10_000, missed: 1_000 } as const;

/** IPv4, as all of our multicast DNS is. */
export function onLink({ interfaces, routes = kernelRoutes, monotonic }: OnLinkOptions): (address: string) => boolean {
  let subnets = new BlockList();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = (pause: number): boolean => {
    if (monotonic() - lookedAt < pause) return false;
    lookedAt = monotonic();
    subnets = new BlockList();
    for (const { family, address, cidr } of Object.values(interfaces()).flatMap((all) => all ?? [])) {
      const prefix = Number(cidr?.split("/")[1]);
      // A /0 would be the whole world: a tunnel, not a cable.
      if (family === "IPv4" && prefix > 0) subnets.addSubnet(address, prefix);
    }
    // Whose own address has no network around it has its neighbours by routes: a point-to-point link, a /32.
    for (const { subnet, gateway } of parseRoutes(routes())) {
      const [address = "", prefix] = subnet.split("/");
      if (gateway === undefined && Number(prefix) > 0) subnets.addSubnet(address, Number(prefix));
    }
    return true;
  };
  return (address) => {
    look(LOOK.every);
    return subnets.check(address) || (look(LOOK.missed) && subnets.check(address));
  };
}

function kernelRoutes(): string {
  try {
    return readFileSync("/proc/net/route", "utf8");
  } catch {
    return "";
  }
}
