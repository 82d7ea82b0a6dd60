/**
 * Units that run with the earlier content of their files. The mark is set before the first file is written and removed when
 * the unit has been restarted, so that an agent that is killed in between restarts the unit when it starts again. On tmpfs:
 * a boot starts every unit afresh.
 */
import type { Host } from "../../host/host.ts";
import { RUN_DIRECTORY } from "./state.ts";

const markOf = (unit: string) => `${RUN_DIRECTORY}/stale/${unit}`;

export const isStale = async (host: Host, unit: string): Promise<boolean> =>
  (await host.info(markOf(unit))) !== undefined;

export async function markStale(host: Host, unit: string): Promise<void> {
  await host.makeDirectory(RUN_DIRECTORY, { mode: 0o700 });
  await host.makeDirectory(`${RUN_DIRECTORY}/stale`);
  await host.write(markOf(unit), "");
}

/** Call this once the unit has read its files again. */
export const unmarkStale = (host: Host, unit: string): Promise<void> => host.remove(markOf(unit));
