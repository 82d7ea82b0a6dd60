/** The sign that the guard of an upgrade waits for: an agent of this version has answered its coordinator. */
import type { Host } from "../host/host.ts";

/** Writes only while an upgrade is under way. `folder` is the upgrade's own. */
export async function cameBack(host: Host, folder: string, version: string): Promise<void> {
  const mark = `${folder}/pending/came-back`;
  if (!(await host.info(`${folder}/pending`)) || (await host.read(mark))?.trim() === version) return;
  await host.write(mark, `${version}\n`, { mode: 0o600 });
}
