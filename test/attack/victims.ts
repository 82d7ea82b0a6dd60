/** What a service on a Pi uses, read from this machine's /proc, which contains a virtual Pi's processes. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Pi } from "../rack/api.ts";

export interface Reading {
  readonly pid: number;
  /** Milliseconds since this process started. */
  readonly cpuMs: number;
  /** Bytes now, and the maximum since the peak was reset. */
  readonly rss: number;
  readonly peak: number;
  /** Bytes that it caused to be written to the disk. */
  readonly written: number;
  readonly lines: number;
  readonly at: number;
}

/** USER_HZ, milliseconds. */
const JIFFY = 10;

/** Undefined while the service does not run. */
export async function read(pi: Pi, unit: string): Promise<Reading | undefined> {
  const script = 'systemctl show --value -p MainPID "$1"; journalctl -q -u "$1" -o cat --no-pager | wc -l';
  const { stdout } = await pi.exec(["sh", "-c", script, "sh", unit], { check: false });
  const [inside = 0, lines = 0] = stdout.trim().split("\n").map(Number);
  const pid = inside === 0 ? undefined : hostPid(pi, inside);
  if (pid === undefined) return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kib = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const written = Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1]);
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * JIFFY;
    return { pid, cpuMs, rss: kib("VmRSS"), peak: kib("VmHWM"), written, lines, at: performance.now() };
  } catch {
    return undefined; // Exited meanwhile.
  }
}

/** Resets the peak; see proc_pid_clear_refs(5). */
export function resetPeak({ pid }: Reading): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // Exited meanwhile.
  }
}

function hostPid(pi: Pi, inside: number): number | undefined {
  return pi.programs().find(({ pid }) => {
    try {
      return new RegExp(`^NSpid:.*\\t${inside}$`, "m").test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false; // Exited meanwhile.
    }
  })?.pid;
}

/** A process of the Pi, to enter its network. */
export function anyPid(pi: Pi): number {
  const [first] = pi.programs();
  if (!first) throw new Error(`${pi.name} is off`);
  return first.pid;
}
