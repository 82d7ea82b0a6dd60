/** Parses /proc's files about one process. Pure: texts in, numbers out. */

export interface Memory {
  /** Bytes that no other process shares and that the kernel cannot drop: dirty private pages, in memory or in swap. */
  readonly unreclaimable: number;
  /** Bytes of its pages, shared ones counted proportionally. */
  readonly pss: number;
}

/** From /proc/PID/smaps_rollup; see proc(5). */
export function parseMemory(smapsRollup: string): Memory {
  const bytes = (name: string) => 1024 * number(smapsRollup, new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"));
  return { unreclaimable: bytes("Private_Dirty") + bytes("Private_Hugetlb") + bytes("Swap"), pss: bytes("Pss") };
}

/** Bytes that the process caused to be written to disk, from /proc/PID/io. */
export const parseWrittenBytes = (io: string): number => number(io, /^write_bytes: (\d+)$/m);

/** How often its threads slept and were woken, from the concatenated /proc/PID/task/*\/status. */
export function parseWakeUps(statuses: string): number {
  const counts = [...statuses.matchAll(/^voluntary_ctxt_switches:\s+(\d+)$/gm)].map(([, count]) => Number(count));
  if (counts.length === 0) throw new Error("no thread's status");
  return counts.reduce((a, b) => a + b, 0);
}

function number(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`nothing like ${pattern} in: ${text.slice(0, 200)}`);
  return Number(found);
}
