/** The kernel's IPv4 routes, and the networks that a host is on. */
import { cables, type Interfaces } from "./cables.ts";
import * as grammar from "./grammar.ts";

export interface HostNetwork {
  /** 192.168.1.0/24; a gateway as ADDRESS/32. */
  readonly subnet: string;
  /** For people: eth0, the gateway. */
  readonly what: string;
}

/** Those of its cables, and its gateways. `routes` is /proc/net/route. */
export function hostNetworks(interfaces: Interfaces, routes: string): readonly HostNetwork[] {
  const own = cables(interfaces);
  const names = new Set(own.map(({ interface: name }) => name));
  const ofCables = own.flatMap(({ interface: what, address }) => {
    const cidr = interfaces[what]?.find((one) => one.address === address)?.cidr;
    return cidr ? [{ subnet: networkOf(cidr), what }] : [];
  });
  const gateways = parseRoutes(routes).flatMap(({ device, subnet, gateway }) =>
    gateway && subnet === EVERYTHING && names.has(device) ? [{ subnet: `${gateway}/32`, what: "the gateway" }] : [],
  );
  return [...ofCables, ...gateways];
}

export interface Route {
  readonly device: string;
  readonly subnet: string;
  readonly gateway: string | undefined;
}

export const parseRoutes = (text: string): readonly Route[] =>
  parseTable(text).map(({ device, subnet, gateway }) => ({ device, subnet, gateway }));

/** Interface of the default route with the least metric. */
export function defaultInterface(routes = ""): string | undefined {
  const defaults = parseTable(routes).filter(({ subnet, isUp }) => isUp && subnet === EVERYTHING);
  return defaults.sort((a, b) => a.metric - b.metric)[0]?.device;
}

/** The route that the kernel takes: the longest prefix. Undefined when there is none. */
export function routeTo(address: string, routes: string): Route | undefined {
  const fitting = parseRoutes(routes).filter(({ subnet }) => grammar.isIn(address, subnet));
  return [...fitting].sort((a, b) => prefixOf(b) - prefixOf(a))[0];
}

export const EVERYTHING = "0.0.0.0/0";
const prefixOf = ({ subnet }: Route): number => Number(subnet.split("/")[1]);

/** RTF_UP of linux/route.h. */
const UP = 1;

/** Lines of /proc/net/route (proc_net(5)): addresses are hexadecimal in the machine's byte order, which is little-endian. */
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
