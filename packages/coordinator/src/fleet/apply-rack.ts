/** `pictl apply`: the owner's wishes come in whole, and the rack goes by them at once. */
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
import { refusedChanges } from "../domain/init-settings.ts";
import { tryNow } from "./adopt-by-person.ts";
import { type Fleet, withWishes } from "./fleet.ts";
import { followRackYaml } from "./follow-rack-yaml.ts";
import { planOf } from "./plan.ts";

/** Throws `invalid` with every problem that a start would find, `refused` with every setting that kubeadm init fixed. */
export async function applyRack(fleet: Fleet, files: RackFiles): Promise<ApplyReport> {
  const rack = await loadRack(readerOf(files));
  // From here on nothing waits, so that two who apply at once come one after the other.
  const refused = refusedChanges(rack.config, fleet.store.initSettings());
  if (refused.length > 0) throw new AppError("refused", refused.join("\n"));
  const changes = rackChanges(fleet.written, rack);
  fleet.wishes.write(files);
  if (changes.length === 0) return { changes };
  fleet.written = rack;
  fleet.versionFailure = undefined;
  followRackYaml(fleet);
  for (const session of fleet.sessions.values()) session.isStale = true;
  // What failed may have failed for what is mended now.
  for (const { name } of fleet.store.nodes()) tryNow(fleet, name);
  const keys = changes
    .map(({ key }) => key)
    .join(" ")
    .slice(0, 1_000);
  fleet.log.info(`goes by another ${RACK_FILE}, which pictl apply sent`, { keys });
  fleet.changed.ring();
  return { changes };
}

/** What would change on each node if these were applied. Throws `invalid` as applyRack. */
export async function planFor(fleet: Fleet, files: RackFiles): Promise<PlanReport> {
  const rack = await loadRack(readerOf(files));
  const refused = refusedChanges(rack.config, fleet.store.initSettings());
  const report = await planOf(withWishes(fleet, rack));
  return { ...report, wishes: { changes: rackChanges(fleet.written, rack), refused } };
}
