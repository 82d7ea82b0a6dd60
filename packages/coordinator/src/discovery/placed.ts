/** Agents that a person has placed: the addresses in rack.yaml, and those that another rack.yaml brings. */
import type { Candidate } from "../fleet/endpoints.ts";
import type { Fleet } from "../fleet/fleet.ts";

const NOBODY_APPLIES = 3_600_000;

/** Until the signal aborts. */
export async function* placed(
  fleet: Pick<Fleet, "written" | "changed">,
  port: number,
  signal: AbortSignal,
): AsyncIterable<Candidate> {
  const known = new Set<string>();
  for (let rack: Fleet["written"] | undefined; !signal.aborted; ) {
    const heard = fleet.changed.rung;
    const fresh = rack === fleet.written ? [] : fleet.written.config.nodes.map(({ address }) => address);
    rack = fleet.written;
    for (const address of fresh) {
      if (address === "" || known.has(address)) continue;
      known.add(address);
      yield { endpoint: `${address}:${port}`, permanent: true };
    }
    await fleet.changed.after(heard, NOBODY_APPLIES, signal).catch(() => {});
  }
}
