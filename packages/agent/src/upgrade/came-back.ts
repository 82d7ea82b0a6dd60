/** The sign that the upgrade's guard waits for: an agent of this version has answered its coordinator. */
import type { Host } from "../host/host.ts";

/** Writes only during an upgrade. `folder` is the upgrade's own. */
export async function cameBack(host: Host, folder: string, version: string): Promise<void> {
  const mark = `${folder}/pending/came-back`;
  if (!(await host.info(`${folder}/pending`)) || (await host.read(mark))?.trim() === version) return;
  await host.write(mark, `${version}\n`, { mode: 0o600 });
}
