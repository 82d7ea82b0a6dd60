/**
 * Marks units that still run with old settings. The mark is set before the first file is written and removed once the unit
 * has been restarted: if the agent is killed in between, it restarts the unit when it runs again. On tmpfs, since a boot
 * starts every unit with current settings.
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

/** Call when the unit has read its files again. */
export const unmarkStale = (host: Host, unit: string): Promise<void> => host.remove(markOf(unit));
