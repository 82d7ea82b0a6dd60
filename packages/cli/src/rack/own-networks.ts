/** The networks that this machine is on: most likely the Pis' too. */
import { access, readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { EVERYTHING, type HostNetwork, networkOf, parseRoutes } from "@rackberry/protocol";

/** IPv4 alone. Bridges of containers and tunnels are not the house's. What cannot be read is left out. */
export async function ownNetworks(): Promise<readonly HostNetwork[]> {
  const routes = parseRoutes(await readFile("/proc/net/route", "utf8").catch(() => ""));
  const networks: HostNetwork[] = [];
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    const hasGateway = routes.some((route) => route.device === name && route.gateway);
    if (!(await isOfTheHouse(name, hasGateway))) continue;
    for (const { family, cidr, internal } of addresses) {
      if (family !== "IPv4" || internal || !cidr) continue;
      networks.push({ subnet: networkOf(cidr), what: `this machine's network (${name})` });
    }
    for (const { device, subnet, gateway } of routes) {
      if (device !== name || !gateway) continue;
      networks.push({ subnet: `${gateway}/32`, what: "this machine's gateway" });
      if (subnet !== EVERYTHING) networks.push({ subnet, what: `a network beyond the gateway ${gateway}` });
    }
  }
  return networks;
}

async function isOfTheHouse(name: string, hasGateway: boolean): Promise<boolean> {
  if (process.platform === "darwin") return /^en\d+$/.test(name);
  if (process.platform !== "linux") return true;
  const has = (file: string) =>
    access(`/sys/class/net/${name}/${file}`).then(
      () => true,
      () => false,
    );
  // What has hardware behind it; else a bridge or bond over that, by which the gateway is reached.
  if (await has("device")) return true;
  const uevent = await readFile(`/sys/class/net/${name}/uevent`, "utf8").catch(() => "");
  return hasGateway && !(await has("tun_flags")) && !/^DEVTYPE=(?:wireguard|vxlan)$/m.test(uevent);
}
