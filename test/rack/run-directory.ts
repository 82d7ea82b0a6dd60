import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where every process finds this machine's racks: a folder for each rack. */
export const RUN_DIRECTORY = "/run/rackberry-rack";

/** What is needed to find a rack's parts without the process that made them. */
export interface RackRecord {
  id: string;
  name: string;
  /** The process that holds the rack. A PID may be reused, so its start time identifies it. */
  owner: { pid: number; startTime: string };
  /** Working files: cards, logs. */
  folder: string;
  /** The top cgroup of every process of the rack. */
  group: string;
  /** The process that holds the switch; undefined while the rack is being made. */
  switchHolder?: number;
  pis: Record<string, PiRecord>;
}

export interface PiRecord {
  console: string;
  /** PID 1 on this machine; undefined when it is off. */
  init?: number;
  /** Whether a board is on: its PID 1 is not a process of this machine. */
  emulated?: "on" | "off";
  group: string;
  poweredOnAt?: number;
  boots: number;
}

/** When a process started, in clock ticks since the machine's boot; undefined when there is no such process. */
export function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export function ownerAlive({ owner }: RackRecord): boolean {
  return startTime(owner.pid) === owner.startTime;
}

/** Writes the record whole or not at all; the first write makes the rack visible to others. */
export function writeRecord(record: RackRecord): void {
  const folder = join(RUN_DIRECTORY, record.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "rack.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}

export function readRecords(): RackRecord[] {
  return ids().flatMap((id) => {
    try {
      return [JSON.parse(readFileSync(join(RUN_DIRECTORY, id, "rack.json"), "utf8")) as RackRecord];
    } catch {
      return []; // Being made, or being removed.
    }
  });
}

/** Removes the last trace of a rack; with the last rack, the whole directory. */
export function removeRecord(id: string): void {
  rmSync(join(RUN_DIRECTORY, id), { recursive: true, force: true });
  if (ids().length === 0) {
    try {
      rmdirSync(RUN_DIRECTORY);
    } catch {
      // Another rack was made meanwhile.
    }
  }
}

/** The control socket of a rack, on which its owner listens. */
export function controlSocket(id: string): string {
  return join(RUN_DIRECTORY, id, "control");
}

function ids(): string[] {
  try {
    return readdirSync(RUN_DIRECTORY);
  } catch {
    return [];
  }
}
