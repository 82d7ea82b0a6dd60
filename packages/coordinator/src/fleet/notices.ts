/** What a person should know of the rack as a whole; what concerns one node is in its detail. */
import { versionNotices } from "@rackberry/config";
import { refusedChanges } from "../domain/init-settings.ts";
import { nightNotices } from "../domain/night.ts";
import { tooOld } from "../domain/too-old.ts";
import type { Fleet } from "./fleet.ts";
import { laterClashes } from "./house-clash.ts";
import { kubernetesVersion, versionAwaited } from "./kubernetes-version.ts";
import { networkNotices } from "./network-notices.ts";

/** Sentences for `pictl status` and `pictl plan`, the same for both. */
export function noticesOf(fleet: Fleet): readonly string[] {
  const version = kubernetesVersion(fleet) ?? fleet.rack.config.kubernetes;
  return [
    ...refusedSettings(fleet),
    ...versionNotices(version, fleet.clock.now()),
    ...versionFailures(fleet),
    ...networkNotices(fleet),
    ...laterClashes(fleet),
    ...oldAgents(fleet),
    ...nightly(fleet),
  ];
}

/** What rack.yaml says by now and the cluster cannot follow. */
export const refusedSettings = ({ written, store }: Pick<Fleet, "written" | "store">): readonly string[] =>
  refusedChanges(written.config, store.cluster() && store.initSettings());

/** What was wanted of an agent that does not know it yet. */
const oldAgents = ({ sessions }: Fleet): readonly string[] =>
  [...sessions.values()].flatMap(({ name, connection }) =>
    [...connection.lacking].map((kind) => tooOld(`${name}'s`, kind)),
  );

/** Nodes of a cluster are shown as ready meanwhile, and nothing that rack.yaml says is done on them. */
const versionFailures = (fleet: Fleet): readonly string[] => (fleet.versionFailure ? [versionAwaited(fleet)] : []);

const nightly = ({ night, store }: Fleet): readonly string[] =>
  night
    ? nightNotices(
        night,
        store.nodes().map(({ name }) => name),
      )
    : [];
