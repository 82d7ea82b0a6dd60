/** The networks that this machine is on: most likely also those of the Pis. */
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { type HostNetwork, hostNetworks } from "@rackberry/protocol";

/** Found like a Pi's by the agent. Only IPv4; unreadable ones are left out (routes are read only on Linux). */
export async function ownNetworks(): Promise<readonly HostNetwork[]> {
  const [routes, ownNames, resolvedNames] = await Promise.all(
    ["/proc/net/route", "/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"].map((path) =>
      readFile(path, "utf8").catch(() => ""),
    ),
  );
  return ofThisMachine(hostNetworks(networkInterfaces(), routes ?? "", `${ownNames}\n${resolvedNames}`));
}

/** Marks the networks as this machine's. Pure. */
export const ofThisMachine = (networks: readonly HostNetwork[]): readonly HostNetwork[] =>
  networks.map(({ subnet, what }) => ({ subnet, what: `${what} of this machine` }));
