/** Whether an address is on one of this host's networks: other multicast DNS must be ignored (RFC 6762, 11). */
import { readFileSync } from "node:fs";
import { BlockList } from "node:net";
import type { Interfaces } from "../cables.ts";
import { parseRoutes } from "../routes.ts";

export interface OnLinkOptions {
  readonly interfaces: () => Interfaces;
  /** Content of /proc/net/route, which is the default. */
  readonly routes?: () => string;
  readonly monotonic: () => number;
}

/** Milliseconds until the interfaces are read again; `missed`: for an address that is on none of them. */
const LOOK = { every: 10_000, missed: 1_000 } as const;

/** IPv4 only, like all of our multicast DNS. */
export function onLink({ interfaces, routes = kernelRoutes, monotonic }: OnLinkOptions): (address: string) => boolean {
  let subnets = new BlockList();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = (pause: number): boolean => {
    if (monotonic() - lookedAt < pause) return false;
    lookedAt = monotonic();
    subnets = new BlockList();
    for (const { family, address, cidr } of Object.values(interfaces()).flatMap((all) => all ?? [])) {
      const prefix = Number(cidr?.split("/")[1]);
      // A /0 would match every address: a tunnel, not a cable.
      if (family === "IPv4" && prefix > 0) subnets.addSubnet(address, prefix);
    }
    // A host whose own address has no subnet (a point-to-point link, a /32) reaches its neighbours by routes.
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
