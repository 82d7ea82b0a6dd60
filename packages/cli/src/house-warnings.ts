/** Warnings about rack.yaml's address ranges on the networks that this machine is on. */
import { houseClashes, type RackConfig } from "@rackberry/config";
import type { Context } from "./verb.ts";

/** Only warnings: the Pis may be on another network than this machine. */
export async function warnOfHouse(
  { networks, note }: Pick<Context, "networks" | "note">,
  ranges: Pick<RackConfig, "podSubnet" | "serviceSubnet">,
): Promise<void> {
  for (const sentence of houseClashes(ranges, (await networks?.()) ?? [])) note(`warning: ${sentence}`);
}
