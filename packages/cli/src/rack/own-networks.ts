/** The networks that this machine is on: most likely the Pis' too. */
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { type HostNetwork, hostNetworks } from "@rackberry/protocol";

/** As the agent judges a Pi's. IPv4 alone; what cannot be read is left out (routes are read on Linux only). */
export async function ownNetworks(): Promise<readonly HostNetwork[]> {
  const [routes, ownNames, resolvedNames] = await Promise.all(
    ["/proc/net/route", "/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"].map((path) =>
      readFile(path, "utf8").catch(() => ""),
    ),
  );
  return ofThisMachine(hostNetworks(networkInterfaces(), routes ?? "", `${ownNames}\n${resolvedNames}`));
}

/** They say whose they are. Pure. */
export const ofThisMachine = (networks: readonly HostNetwork[]): readonly HostNetwork[] =>
  networks.map(({ subnet, what }) => ({ subnet, what: `${what} of this machine` }));
