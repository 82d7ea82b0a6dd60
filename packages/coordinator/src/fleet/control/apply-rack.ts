/** `pictl apply`: replaces all of the owner's files, and the rack follows the new ones at once. */

import {
  type ApplyReport,
  loadRack,
  type PlanReport,
  RACK_FILE,
  type RackFiles,
  rackChanges,
  readerOf,
} from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { refusedChanges } from "../../domain/init-settings.ts";
import type { WishesFile } from "../../store/wishes-file.ts";
import { withWishes } from "../base/rack-wanted.ts";
import { tryNow } from "../work/try-now.ts";
import type { Working } from "../work/working.ts";
import { followRackYaml } from "./follow-rack-yaml.ts";
import type { Told } from "./notices.ts";
import { planOf } from "./plan.ts";

export interface Applied {
  readonly wishes: WishesFile;
}

/** Throws `invalid` with every problem that a start would find, `refused` with every change that init ruled out. */
export async function applyRack(site: Working & Told & Applied, files: RackFiles): Promise<ApplyReport> {
  const rack = await loadRack(readerOf(files));
  // No await from here on, so two simultaneous applies run one after the other.
  const refused = refusedChanges(rack.config, site.store.initSettings());
  if (refused.length > 0) throw new AppError("refused", refused.join("\n"));
  const changes = rackChanges(site.written, rack);
  site.wishes.write(files);
  if (changes.length === 0) return { changes };
  site.written = rack;
  site.versionFailure = undefined;
  followRackYaml(site);
  for (const session of site.sessions.values()) session.isStale = true;
  // The change may have fixed the cause of a failure.
  for (const { name } of site.store.nodes()) tryNow(site, name);
  const keys = changes
    .map(({ key }) => key)
    .join(" ")
    .slice(0, 1_000);
  site.log.info(`applied the ${RACK_FILE} that pictl apply sent`, { keys });
  site.changed.notify();
  return { changes };
}

/** What would change on each node if these files were applied. Throws `invalid` as applyRack does. */
export async function planFor(site: Working & Told & Applied, files: RackFiles): Promise<PlanReport> {
  const rack = await loadRack(readerOf(files));
  const refused = refusedChanges(rack.config, site.store.initSettings());
  const report = await planOf(withWishes(site, rack));
  return { ...report, wishes: { changes: rackChanges(site.written, rack), refused } };
}
