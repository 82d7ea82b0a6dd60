/** What the owner should know about the rack as a whole; what concerns one node is in that node's detail. */

import { versionNotices } from "@rackberry/config";
import { laterClashes } from "../../domain/house-clash.ts";
import { refusedChanges } from "../../domain/init-settings.ts";
import { nightNotices } from "../../domain/night.ts";
import { tooOld } from "../../domain/too-old.ts";
import type { Admitting } from "../admission/admitting.ts";
import type { Nightly } from "../base/calendar.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { kubernetesVersion, type Versions, versionAwaited } from "../cluster/kubernetes-version.ts";
import type { Connected } from "../nodes/connected.ts";
import { networksOf } from "../nodes/node-networks.ts";
import type { Working } from "../work/working.ts";
import { networkNotices } from "./network-notices.ts";

/** What notices need besides what work on nodes needs. */
export type Told = Nightly & Pick<Admitting, "unanswered">;

/** Sentences for `pictl status` and `pictl plan`, the same for both. */
export function noticesOf(site: Working & Told): readonly string[] {
  const version = kubernetesVersion(site) ?? site.rack.config.kubernetes;
  return [
    ...refusedSettings(site),
    ...versionNotices(version, site.clock.now()),
    ...versionFailures(site),
    ...networkNotices(site),
    ...carriedAway(site),
    ...oldAgents(site),
    ...nightly(site),
  ];
}

/** Settings changed in rack.yaml that the cluster cannot follow. */
export const refusedSettings = ({ written, store }: Pick<Site, "store"> & Pick<Wanted, "written">): readonly string[] =>
  refusedChanges(written.config, store.cluster() && store.initSettings());

/** Reported here because a cluster's nodes are shown as ready meanwhile, although rack.yaml is not applied to them. */
const versionFailures = (
  site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Versions, "versionFailure">,
): readonly string[] => (site.versionFailure ? [versionAwaited(site)] : []);

/** An existing cluster whose address ranges clash with those of the house's network. */
function carriedAway(
  site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Connected, "sessions">,
): readonly string[] {
  if (!site.store.cluster()) return [];
  const placed = site.store.nodes().map((record) => ({ record, networks: networksOf(site, record.name) }));
  return laterClashes(site.rack.config, placed);
}

/** Requests that an agent is too old for. */
const oldAgents = ({ sessions }: Pick<Connected, "sessions">): readonly string[] =>
  [...sessions.values()].flatMap(({ name, connection }) =>
    [...connection.lacking].map((kind) => tooOld(`${name}'s`, kind)),
  );

const nightly = ({ night, store }: Pick<Site, "store"> & Pick<Nightly, "night">): readonly string[] =>
  night
    ? nightNotices(
        night,
        store.nodes().map(({ name }) => name),
      )
    : [];
