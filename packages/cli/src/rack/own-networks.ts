/** The networks that this machine is on: most likely the Pis' too. */
import { access, readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import type { HouseNetwork } from "@rackberry/config";

/** IPv4 alone. Bridges of containers and tunnels are not the house's. What cannot be read is left out. */
export async function ownNetworks(): Promise<readonly HouseNetwork[]> {
  const routes = parseRoutes(await readFile("/proc/net/route", "utf8").catch(() => ""));
  const networks: HouseNetwork[] = [];
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

const EVERYTHING = "0.0.0.0/0";

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

interface Route {
  readonly device: string;
  readonly subnet: string;
  readonly gateway: string | undefined;
}

/** Lines of /proc/net/route (proc_net(5)): addresses are hexadecimal in the machine's byte order, which is little-endian. */
export function parseRoutes(text: string): readonly Route[] {
  return text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [device = "", destination = "", gateway = "", , , , , mask = ""] = line.trim().split(/\s+/);
      if (![destination, gateway, mask].every((word) => /^[0-9A-F]{8}$/i.test(word))) return [];
      const bits = Number.parseInt(mask, 16).toString(2).replaceAll("0", "").length;
      const subnet = `${address(destination)}/${bits}`;
      return [{ device, subnet, gateway: gateway === "00000000" ? undefined : address(gateway) }];
    });
}

const address = (hex: string): string => [...Buffer.from(hex, "hex")].reverse().join(".");

/** 192.168.1.20/24 is in 192.168.1.0/24. */
export function networkOf(cidr: string): string {
  const [host = "", prefix = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(prefix));
  const number = host.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const base = number - (number % size);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".")}/${prefix}`;
}
