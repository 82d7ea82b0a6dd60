/** What a person should know of rack.yaml's ranges where they stand now. */
import { houseClashes, type RackConfig } from "@rackberry/config";
import type { Context } from "./verb.ts";

/** For the person: nothing is refused, since the Pis may be in another house than this machine. */
export async function warnOfHouse(
  { networks, note }: Pick<Context, "networks" | "note">,
  ranges: Pick<RackConfig, "podSubnet" | "serviceSubnet">,
): Promise<void> {
  for (const sentence of houseClashes(ranges, (await networks?.()) ?? [])) note(`warning: ${sentence}`);
}
