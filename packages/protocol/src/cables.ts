/** Which of a host's interfaces lead to other machines: cables and Wi-Fi, but not those of containers and tunnels. */
import { readdirSync, readFileSync } from "node:fs";
import type { networkInterfaces } from "node:os";

export type Interfaces = ReturnType<typeof networkInterfaces>;

export interface Cable {
  readonly interface: string;
  /** IPv4. */
  readonly address: string;
}

/** Interfaces of container runtimes and pod networks. Docker's bridges have 12 hex digits; br-lan is a person's. */
const OF_CONTAINERS = /^(?:cni|flannel|docker|br-[0-9a-f]{12}$|veth|virbr|kube-|dummy|nodelocaldns|cali|tunl|vxlan)/;
/** Names that the kernel and systemd give to hardware: the kind of interface need not be looked up. */
const HARDWARE = /^(?:en|eth|end|wl|usb|host)[a-z0-9]*$/;

/** Every Ethernet interface; tunnels have other numbers (the kernel's if_arp.h). */
const ETHERNET = "1";
/** The kernel's types of interfaces that use another interface, in this namespace or another. */
const BY_ANOTHER = /^DEVTYPE=(?:vlan|macvlan|ipvlan|bond)$/m;
/** Levels of stacked interfaces, such as a VLAN on a bridge on a bond. */
const DEEPEST = 4;

/** What the kernel shows below /sys/class/net. */
export interface Sys {
  /** The content of a file, `undefined` if there is none: another operating system, or a removed interface. */
  read(path: string): string | undefined;
  /** Names in a folder; none if it does not exist. */
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
    // A /32 beside other addresses is one that moves from node to node, not the host's own.
    const own = wide.length > 0 || !HARDWARE.test(name) ? wide : all;
    if (own.length > 0 && isCable(name, sys)) found.push(...own.map(({ address }) => ({ interface: name, address })));
  }
  return found;
}

/** At most `most` cables: the first address of every interface before any second address. */
export function fewCables(all: readonly Cable[], most: number): readonly Cable[] {
  const isFirst = (cable: Cable) => all.find((one) => one.interface === cable.interface) === cable;
  return [...all.filter(isFirst), ...all.filter((cable) => !isFirst(cable))].slice(0, most);
}

/** RFC 3927: the address that a host gives itself when no server assigns one. */
export const isLinkLocal = ({ address }: Pick<Cable, "address">): boolean => address.startsWith("169.254.");

/** Without neighbours, as at the end of a tunnel, or only with neighbours reached by routes. */
const isAlone = (cidr: string | null | undefined): boolean => cidr?.endsWith("/32") ?? false;

/** Judged by type: a VPN or a containers' bridge may have any name. */
function isCable(name: string, sys: Sys, depth = 0): boolean {
  if (OF_CONTAINERS.test(name)) return false;
  if (HARDWARE.test(name)) return true;
  const place = `/sys/class/net/${name}`;
  const type = sys.read(`${place}/type`);
  if (type === undefined) return true;
  if (type !== ETHERNET || sys.read(`${place}/tun_flags`) !== undefined) return false;
  const inside = sys.list(place);
  if (inside.includes("device") || BY_ANOTHER.test(sys.read(`${place}/uevent`) ?? "")) return true;
  // A bridge, bond, team or VLAN counts if an interface below it does. A bridge for virtual machines contains no cable.
  const below = inside.flatMap((entry) => (entry.startsWith("lower_") ? entry.slice("lower_".length) : []));
  return depth < DEEPEST && below.some((one) => isCable(one, sys, depth + 1));
}
