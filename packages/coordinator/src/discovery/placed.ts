/** Agents that the owner has listed: the addresses in rack.yaml, and those that a later rack.yaml adds. */
import type { Rack } from "@rackberry/config";
import type { Candidate } from "../fleet/admission/endpoints.ts";
import type { Wanted } from "../fleet/base/rack-wanted.ts";
import type { Site } from "../fleet/base/site.ts";

const NOBODY_APPLIES = 3_600_000;

/** Runs until the signal aborts. */
export async function* placed(
  site: Pick<Site, "changed"> & Pick<Wanted, "written">,
  port: number,
  signal: AbortSignal,
): AsyncIterable<Candidate> {
  const known = new Set<string>();
  for (let rack: Rack | undefined; !signal.aborted; ) {
    const heard = site.changed.count;
    const fresh = rack === site.written ? [] : site.written.config.nodes.map(({ address }) => address);
    rack = site.written;
    for (const address of fresh) {
      if (address === "" || known.has(address)) continue;
      known.add(address);
      yield { endpoint: `${address}:${port}`, permanent: true };
    }
    await site.changed.after(heard, NOBODY_APPLIES, signal).catch(() => {});
  }
}
