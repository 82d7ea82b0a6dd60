/** Whether a node's pod subnet is believed: the node may have written it into its Node object itself. Pure. */
import { grammar } from "@rackberry/protocol";

export type SubnetClaim =
  | { readonly kind: "good"; readonly subnet: string }
  /** Nothing is claimed yet: what was known before stays valid. */
  | { readonly kind: "none" }
  | { readonly kind: "bad"; readonly reason: string };

/** `others` are the subnets of all other nodes, parsed. */
export function judgeSubnet(claim: string, podSubnet: string, others: ReadonlyMap<string, string>): SubnetClaim {
  if (claim === "") return { kind: "none" };
  let subnet: string;
  try {
    subnet = grammar.subnet(claim);
  } catch {
    return { kind: "bad", reason: "is not an IPv4 subnet" };
  }
  if (!grammar.isWithin(subnet, podSubnet)) return { kind: "bad", reason: `is not inside the rack's ${podSubnet}` };
  for (const [name, other] of others) {
    if (other !== "" && grammar.overlap(subnet, other)) return { kind: "bad", reason: `overlaps ${name}'s ${other}` };
  }
  return { kind: "good", subnet };
}
