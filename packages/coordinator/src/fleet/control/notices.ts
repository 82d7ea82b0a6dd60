/** What a person should know of the rack as a whole; what concerns one node is in its detail. */

import { versionNotices } from "@rackberry/config";
import { refusedChanges } from "../../domain/init-settings.ts";
import { nightNotices } from "../../domain/night.ts";
import type { Nightly } from "../base/calendar.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { kubernetesVersion, type Versions, versionAwaited } from "../cluster/kubernetes-version.ts";
import type { Working } from "../work/working.ts";

/** Sentences for `pictl status` and `pictl plan`, the same for both. */
export function noticesOf(site: Working & Nightly): readonly string[] {
  const version = kubernetesVersion(site) ?? site.rack.config.kubernetes;
  return [
    ...refusedSettings(site),
    ...versionNotices(version, site.clock.now()),
    ...versionFailures(site),
    ...nightly(site),
  ];
}

/** What rack.yaml says by now and the cluster cannot follow. */
export const refusedSettings = ({ written, store }: Pick<Site, "store"> & Pick<Wanted, "written">): readonly string[] =>
  refusedChanges(written.config, store.cluster() && store.initSettings());

/** Nodes of a cluster are shown as ready meanwhile, and nothing that rack.yaml says is done on them. */
const versionFailures = (
  site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Versions, "versionFailure">,
): readonly string[] => (site.versionFailure ? [versionAwaited(site)] : []);

const nightly = ({ night, store }: Pick<Site, "store"> & Pick<Nightly, "night">): readonly string[] =>
  night
    ? nightNotices(
        night,
        store.nodes().map(({ name }) => name),
      )
    : [];
