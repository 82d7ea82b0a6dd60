/** Compares the cluster's ranges with the local networks: an address in both can be reached in only one. Pure. */
import { grammar, type HostNetwork } from "@rackberry/protocol";
import type { RackConfig } from "./rack-config.ts";

type Ranges = Pick<RackConfig, "podSubnet" | "serviceSubnet">;

/** Ranges that are suggested in place of a clashing one, the defaults first. */
const OFFERS: { readonly [K in keyof Ranges]: readonly string[] } = {
  podSubnet: ["10.244.0.0/16", "10.42.0.0/16", "172.24.0.0/16", "192.168.0.0/17"],
  serviceSubnet: ["10.96.0.0/12", "10.43.0.0/16", "172.28.0.0/16", "192.168.192.0/18"],
};

/** A sentence for each range that shares addresses with a network: the consequence, and a range that is free. */
export function houseClashes(
  ranges: Ranges,
  networks: readonly HostNetwork[],
  consequence = "if the Pis are there too, part of it cannot be reached from them and their pods",
): readonly string[] {
  return (["podSubnet", "serviceSubnet"] as const).flatMap((key) => {
    const range = ranges[key];
    const clash = networks.find(({ subnet }) => grammar.overlap(range, subnet));
    if (!clash) return [];
    const other = ranges[key === "podSubnet" ? "serviceSubnet" : "podSubnet"];
    const isFree = (offer: string) =>
      [other, ...networks.map(({ subnet }) => subnet)].every((taken) => !grammar.overlap(offer, taken));
    const free = OFFERS[key].find(isFree);
    const cure = free === undefined ? "choose another in rack.yaml" : `in rack.yaml: ${key}: ${free}`;
    return [
      `${key} ${range} shares addresses with ${clash.subnet.replace("/32", "")}, ${clash.what}: ${consequence}; ${cure}`,
    ];
  });
}
