/** Which of a host's interfaces lead to other machines: cables and Wi-Fi, and not what containers and tunnels make. */
import { readFileSync } from "node:fs";
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

/** Answers the content of a file in /sys, `undefined` when there is none: another system, or an interface that went. */
export type ReadSys = (path: string) => string | undefined;

const readSys: ReadSys = (path) => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
};

/** Global and link-local IPv4 addresses of all cables, as the system lists them. */
export function cables(interfaces: Interfaces, read: ReadSys = readSys): Cable[] {
  const found: Cable[] = [];
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    const own = addresses.filter(({ family, internal, cidr }) => family === "IPv4" && !internal && !isAlone(cidr));
    if (own.length === 0 || OF_CONTAINERS.test(name) || isTunnel(name, read)) continue;
    found.push(...own.map(({ address }) => ({ interface: name, address })));
  }
  return found;
}

/** RFC 3927: what a host gives itself when nobody gives it an address. */
export const isLinkLocal = ({ address }: Pick<Cable, "address">): boolean => address.startsWith("169.254.");

/** A network with one host has no neighbours: the far end of a tunnel, where the system does not say that it is one. */
const isAlone = (cidr: string | null | undefined): boolean => cidr?.endsWith("/32") ?? false;

/** By what it is: a VPN may have any name. */
function isTunnel(name: string, read: ReadSys): boolean {
  if (HARDWARE.test(name)) return false;
  const type = read(`/sys/class/net/${name}/type`);
  return (type !== undefined && type !== ETHERNET) || read(`/sys/class/net/${name}/tun_flags`) !== undefined;
}
