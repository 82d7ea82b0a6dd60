import { rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { killGroup, removeGroup } from "./cgroups.ts";
import { ownerAlive, type RackRecord, readRecords, removeRecord } from "./run-directory.ts";

/**
 * Removes everything of a rack: processes, and with them their mounts, network namespaces and links; cgroups; files.
 * The record is removed last, so that an interrupted removal can be found and completed.
 */
export async function removeRack(record: RackRecord): Promise<void> {
  await killGroup(record.group);
  await removeGroup(record.group);
  await rm(record.folder, { recursive: true, force: true, maxRetries: 5 });
  // The common folder is removed with the last rack.
  await rmdir(dirname(record.folder)).catch(() => {});
  removeRecord(record.id);
}

/** Removes and returns the racks whose owner process died without closing them. Racks with a living owner stay. */
export async function sweepLeftovers(): Promise<RackRecord[]> {
  const dead = readRecords().filter((record) => !ownerAlive(record));
  for (const record of dead) await removeRack(record);
  return dead;
}
