/** The kernel's IPv4 routes, and the networks that a host is on. */
import { isIPv4 } from "node:net";
import { cables, type Interfaces } from "./cables.ts";
import * as grammar from "./grammar.ts";

export interface HostNetwork {
  /** 192.168.1.0/24; ADDRESS/32 for a gateway. */
  readonly subnet: string;
  /** A description for people: eth0, the gateway, a name server. */
  readonly what: string;
}

/**
 * The networks of its cables, its gateways and those beyond them, its name servers, and the networks of a person's
 * containers and tunnels. `routes`: content of /proc/net/route; `names`: of resolv.conf.
 */
export function hostNetworks(interfaces: Interfaces, routes: string, names = ""): readonly HostNetwork[] {
  const own = cables(interfaces);
  const devices = new Set(own.map(({ interface: name }) => name));
  const ofCables = own.flatMap(({ interface: what, address }) => {
    const cidr = interfaces[what]?.find((one) => one.address === address)?.cidr;
    return cidr ? [{ subnet: networkOf(cidr), what }] : [];
  });
  const beyond = parseRoutes(routes).flatMap(({ device, subnet, gateway }) => {
    if (!gateway || !devices.has(device)) return [];
    if (subnet === EVERYTHING) return [{ subnet: `${gateway}/32`, what: "the gateway" }];
    return [{ subnet, what: whatIsBeyond(gateway) }];
  });
  return [...ofCables, ...beyond, ...nameServers(names), ...ofGuests(interfaces)];
}

/** A description for people. */
export const whatIsBeyond = (gateway: string): string => `a network beyond ${gateway}`;

/** Interfaces that a person added: an address in two networks leads to only one of them, even on the Pi itself. */
const GUESTS = /^(?:docker|br-[0-9a-f]{12}$|lxdbr|lxcbr|incusbr|virbr|podman|hassio|tun\d|tap\d|wg|tailscale|zt)/;

const ofGuests = (interfaces: Interfaces): readonly HostNetwork[] =>
  Object.entries(interfaces).flatMap(([what, addresses = []]) =>
    addresses.flatMap(({ family, cidr }) =>
      GUESTS.test(what) && family === "IPv4" && cidr ? [{ subnet: networkOf(cidr), what }] : [],
    ),
  );

/** From resolv.conf; a loopback address, such as systemd's, is the host itself. */
const nameServers = (names: string): readonly HostNetwork[] =>
  [...names.matchAll(/^nameserver[ \t]+([0-9.]+)[ \t]*$/gm)].flatMap(([, address = ""]) =>
    isIPv4(address) && !address.startsWith("127.") ? [{ subnet: `${address}/32`, what: "a name server" }] : [],
  );

export interface Route {
  readonly device: string;
  readonly subnet: string;
  readonly gateway: string | undefined;
}

export const parseRoutes = (text: string): readonly Route[] =>
  parseTable(text).map(({ device, subnet, gateway }) => ({ device, subnet, gateway }));

/** Interface of the default route with the lowest metric. */
export function defaultInterface(routes = ""): string | undefined {
  const defaults = parseTable(routes).filter(({ subnet, isUp }) => isUp && subnet === EVERYTHING);
  return defaults.sort((a, b) => a.metric - b.metric)[0]?.device;
}

/** The route that the kernel uses: the longest prefix. Undefined when there is none. */
export function routeTo(address: string, routes: string): Route | undefined {
  const fitting = parseRoutes(routes).filter(({ subnet }) => grammar.isIn(address, subnet));
  return [...fitting].sort((a, b) => prefixOf(b) - prefixOf(a))[0];
}

export const EVERYTHING = "0.0.0.0/0";
const prefixOf = ({ subnet }: Route): number => Number(subnet.split("/")[1]);

/** RTF_UP of linux/route.h. */
const UP = 1;

/** Lines of /proc/net/route (proc_net(5)): addresses are hexadecimal in the machine's byte order (little-endian). */
function parseTable(text: string): (Route & { readonly isUp: boolean; readonly metric: number })[] {
  return text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [device = "", destination = "", gateway = "", flags = "", , , metric = "", mask = ""] = fields;
      if (![destination, gateway, mask].every((word) => /^[0-9A-F]{8}$/i.test(word))) return [];
      const bits = Number.parseInt(mask, 16).toString(2).replaceAll("0", "").length;
      const route = {
        device,
        subnet: `${address(destination)}/${bits}`,
        gateway: gateway === "00000000" ? undefined : address(gateway),
      };
      return [{ ...route, isUp: (Number.parseInt(flags, 16) & UP) !== 0, metric: Number(metric) }];
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
