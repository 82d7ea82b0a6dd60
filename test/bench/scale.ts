/** How the coordinator scales: racks of several sizes, plugged in all at once and one Pi after the other. */
import { grow } from "./scale-rack.ts";
import type { Scale } from "./scale-table.ts";

/** Nodes of a rack. Two cores can boot ten virtual Pis but not thirty; they can run thirty agents. */
const SIZES = [3, 10, 30];
const REST_SECONDS = 20;
/**
 * Milliseconds between two Pis that are plugged in one after the other. This is the harder case: every
 * arrival and every join is news for all nodes already there, and news at different times does not combine by itself.
 */
const APART = 300;

export async function measureScale(say: (line: string) => void, sizes: readonly number[] = SIZES): Promise<Scale[]> {
  const scales: Scale[] = [];
  for (const nodes of sizes) {
    say(`scale: ${nodes} simulated agents at once, then ${REST_SECONDS} s of rest`);
    const atOnce = await grow(nodes, { apart: 0, restSeconds: REST_SECONDS });
    say(`scale: ${nodes} simulated agents, ${APART} ms apart`);
    scales.push({ nodes, atOnce, restCpu: atOnce.restCpu, oneByOne: await grow(nodes, { apart: APART }) });
  }
  return scales;
}
