import { rm, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { killGroup, removeGroup } from "./cgroups.ts";
import { ownerAlive, type RackRecord, readRecords, removeRecord } from "./run-directory.ts";

/**
 * Removes everything of a rack: processes, and with them their mounts, network namespaces and links; cgroups; files; the
 * record last, so that a removal that was interrupted is found again.
 */
export async function removeRack(record: RackRecord): Promise<void> {
  await killGroup(record.group);
  await removeGroup(record.group);
  await rm(record.folder, { recursive: true, force: true, maxRetries: 5 });
  // The folder of all racks goes with the last of them.
  await rmdir(dirname(record.folder)).catch(() => {});
  removeRecord(record.id);
}

/** Removes the racks whose owners died without closing them; returns them. Racks of living owners are left alone. */
export async function sweepLeftovers(): Promise<RackRecord[]> {
  const dead = readRecords().filter((record) => !ownerAlive(record));
  for (const record of dead) await removeRack(record);
  return dead;
}
