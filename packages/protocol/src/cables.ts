/** Which of a host's interfaces lead to other machines: cables and Wi-Fi, and not what containers and tunnels make. */
import { readdirSync, readFileSync } from "node:fs";
import type { networkInterfaces } from "node:os";

export type Interfaces = ReturnType<typeof networkInterfaces>;

export interface Cable {
  readonly interface: string;
  /** IPv4. */
  readonly address: string;
}

/** Made by container runtimes and pod networks. Docker's bridges have twelve hexadecimal digits; br-lan is a person's. */
const OF_CONTAINERS = /^(?:cni|flannel|docker|br-[0-9a-f]{12}$|veth|virbr|kube-|dummy|nodelocaldns|cali|tunl|vxlan)/;
/** Names that the kernel and systemd give to hardware: what they are need not be looked up. */
const HARDWARE = /^(?:en|eth|end|wl|usb|host)[a-z0-9]*$/;

/** Everything that speaks Ethernet; the kernel has other numbers for tunnels (if_arp.h). */
const ETHERNET = "1";
/** The kernel's word for what an interface is, of those that lead on by another one, in this namespace or not. */
const BY_ANOTHER = /^DEVTYPE=(?:vlan|macvlan|ipvlan|bond)$/m;
/** Interfaces over interfaces: a VLAN of a bridge over a bond. */
const DEEPEST = 4;

/** What the kernel says below /sys/class/net. */
export interface Sys {
  /** The content of a file, `undefined` when there is none: another system, or an interface that went. */
  read(path: string): string | undefined;
  /** Names in a folder; none when it is not there. */
  list(path: string): readonly string[];
}

const SYS: Sys = {
  read: (path) => orNothing(() => readFileSync(path, "utf8").trim()),
  list: (path) => orNothing(() => readdirSync(path)) ?? [],
};

function orNothing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Global and link-local IPv4 addresses of all cables, as the system lists them. */
export function cables(interfaces: Interfaces, sys: Sys = SYS): Cable[] {
  const found: Cable[] = [];
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    const all = addresses.filter(({ family, internal }) => family === "IPv4" && !internal);
    const wide = all.filter(({ cidr }) => !isAlone(cidr));
    // One beside others is a guest: an address that moves from node to node.
    const own = wide.length > 0 || !HARDWARE.test(name) ? wide : all;
    if (own.length > 0 && isCable(name, sys)) found.push(...own.map(({ address }) => ({ interface: name, address })));
  }
  return found;
}

/** As many cables as `most`: the first address of each interface before the second of any. */
export function fewCables(all: readonly Cable[], most: number): readonly Cable[] {
  const isFirst = (cable: Cable) => all.find((one) => one.interface === cable.interface) === cable;
  return [...all.filter(isFirst), ...all.filter((cable) => !isFirst(cable))].slice(0, most);
}

/** RFC 3927: what a host gives itself when nobody gives it an address. */
export const isLinkLocal = ({ address }: Pick<Cable, "address">): boolean => address.startsWith("169.254.");

/** No neighbours, as at the far end of a tunnel, or those to which routes lead. */
const isAlone = (cidr: string | null | undefined): boolean => cidr?.endsWith("/32") ?? false;

/** By what it is: a VPN and a bridge of containers may have any name. */
function isCable(name: string, sys: Sys, depth = 0): boolean {
  if (OF_CONTAINERS.test(name)) return false;
  if (HARDWARE.test(name)) return true;
  const place = `/sys/class/net/${name}`;
  const type = sys.read(`${place}/type`);
  if (type === undefined) return true;
  if (type !== ETHERNET || sys.read(`${place}/tun_flags`) !== undefined) return false;
  const inside = sys.list(place);
  if (inside.includes("device") || BY_ANOTHER.test(sys.read(`${place}/uevent`) ?? "")) return true;
  // A bridge, a bond, a team, a VLAN: what it is made of. A bridge of virtual machines has no cable in it.
  const below = inside.flatMap((entry) => (entry.startsWith("lower_") ? entry.slice("lower_".length) : []));
  return depth < DEEPEST && below.some((one) => isCable(one, sys, depth + 1));
}
