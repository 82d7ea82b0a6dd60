/** /proc/net/route: where packets to an address go. Pure. */

export interface Way {
  readonly device: string;
  /** "" when the address is on the device's own network. */
  readonly gateway: string;
  /** Only the default route leads there: nobody knows the address. */
  readonly isDefault: boolean;
}

/** The way that the kernel takes: the longest prefix. Undefined when there is none. */
export function wayTo(address: string, routes: string): Way | undefined {
  const target = numberOf(address);
  const fitting = routes
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 7)
    .map(([device = "", destination = "", gateway = "", , , , , mask = ""]) => ({
      device,
      gateway: hexNumber(gateway) === 0 ? "" : dotted(hexNumber(gateway)),
      mask: hexNumber(mask),
      destination: hexNumber(destination),
    }))
    .filter(({ mask, destination }) => (target & mask) >>> 0 === destination)
    .sort((a, b) => b.mask - a.mask);
  const [best] = fitting;
  return best && { device: best.device, gateway: best.gateway, isDefault: best.mask === 0 };
}

const numberOf = (address: string) => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** The kernel prints the bytes of an address backwards. */
const hexNumber = (text: string) =>
  (text.match(/../g) ?? []).reverse().reduce((sum, byte) => sum * 256 + Number.parseInt(byte, 16), 0);

const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
