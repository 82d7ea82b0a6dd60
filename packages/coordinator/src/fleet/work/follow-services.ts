/** Has a node's agent check the cluster's services, once there is something to check. */

import { AppError, parseServiceReport, type ServiceReport, type Services, servicesMessage } from "@rackberry/protocol";
import type { NodeView } from "../../domain/next-action.ts";
import type { NodeRecord } from "../../domain/node.ts";
import { servicesOf } from "../../domain/services.ts";
import { isForeign } from "../../domain/views.ts";
import type { Clock } from "../base/clock.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Clustered } from "../cluster/clustered.ts";
import type { Session } from "../nodes/connected.ts";
import { type Facts, inCluster } from "../nodes/facts.ts";

/** Milliseconds to wait for a new session's first report, so that a ready node does not leave that phase meanwhile. */
const FIRST_LOOK = 6_000;
/** Milliseconds until an agent that could not check is asked again. */
const AGAIN = 5_000;

/** The services of the cluster as it was created. */
const clusterServices = ({ rack }: Pick<Wanted, "rack">): Services => servicesOf(rack.config);

/** Milliseconds between two processed reports: each may cause a log line, a notification and a row. */
const PACE = 1_000;

/** Where a node stands in the cluster. */
type Standing = Pick<NodeView, "inCluster" | "foreignCluster" | "kubernetes">;

export function standing(
  { store, kube }: Pick<Site, "store"> & Pick<Clustered, "kube">,
  record: NodeRecord,
  facts: Facts,
): Standing {
  return {
    inCluster: inCluster(record, facts),
    foreignCluster: isForeign(record, facts.cluster, store.cluster()?.caHash),
    kubernetes: kube.nodes.get(record.name),
  };
}

/** Asks once per session, and again when the cluster changes or after a reset. */
export function followServices(
  site: Site & Wanted & Clustered,
  session: Session,
  view: Standing,
  signal: AbortSignal,
): void {
  if (!view.inCluster || view.foreignCluster) {
    dropServices(session);
    return;
  }
  const services = clusterServices(site);
  const asked = JSON.stringify([services, site.store.cluster()?.caHash]);
  if (!view.kubernetes?.ready || session.services?.asked === asked) return;
  dropServices(session);
  const enough = new AbortController();
  const current: NonNullable<Session["services"]> = { asked, report: undefined, enough };
  session.services = current;
  const take = (report: ServiceReport) => {
    // A late answer to an earlier request no longer counts.
    if (session.services !== current) return;
    const before = current.report;
    current.report = report;
    tell(site, session, before);
    site.changed.notify();
  };
  const paced = atPace(site.clock, take, signal);
  const command = { kind: "followServices", value: servicesMessage(services) } as const;
  const again = async (cause?: Error) => {
    // The status already reports an agent that is too old.
    if (session.services !== current || signal.aborted || !session.connection.knows("followServices")) return;
    const words = cause?.message ?? "the agent stopped checking";
    site.log.warn(`the cluster's services are not being checked: ${words}`, { node: session.name });
    await site.clock.sleep(AGAIN, signal);
    if (session.services === current) session.services = undefined;
    site.changed.notify();
  };
  session.connection
    .follow(command, (news) => paced(parseServiceReport(news)), { signal: enough.signal })
    .then(() => again(), again)
    .catch(() => {}); // The session is over.
}

/** Ends the request, so the agent stops checking. */
function dropServices(session: Session): void {
  session.services?.enough.abort(new AppError("cancelled", "the services are no longer followed"));
  session.services = undefined;
}

/** Takes the first value at once, then the newest one per PACE. */
function atPace<T>(clock: Clock, take: (value: T) => void, signal: AbortSignal): (value: T) => void {
  let newest: { readonly value: T } | undefined;
  let isResting = false;
  const rest = async () => {
    isResting = true;
    await clock.sleep(PACE, signal);
    isResting = false;
    if (newest) next(newest.value);
  };
  const next = (value: T) => {
    newest = undefined;
    take(value);
    rest().catch(() => {}); // The session is over.
  };
  return (value) => {
    if (isResting) newest = { value };
    else next(value);
  };
}

/** Resolves once a new session knows where its node stands in the cluster, or when that takes too long. */
export async function firstLook(
  site: Site & Wanted & Clustered,
  session: Session,
  facts: Facts,
  signal: AbortSignal,
): Promise<void> {
  const { kube, store, clock, changed } = site;
  const end = clock.monotonic() + FIRST_LOOK;
  for (;;) {
    const heard = changed.count;
    const node = standing(site, recordOf(site, session.name), facts);
    followServices(site, session, node, signal);
    const apiIsUnheard = node.inCluster && store.cluster() !== undefined && kube.nodes.size === 0;
    const left = end - clock.monotonic();
    if (left <= 0 || !(apiIsUnheard || (session.services && !session.services.report))) return;
    await changed.after(heard, left, signal);
  }
}

function tell(
  { log }: Pick<Site, "log">,
  { name, services }: Session,
  before: { readonly works: boolean } | undefined,
): void {
  const report = services?.report;
  if (!report) return;
  if (!report.works) {
    const [culprit] = report.culprits.filter(({ line }) => !report.sentence.includes(line));
    const words = culprit && `${culprit.pod} (${culprit.container}): ${culprit.line}`;
    log.warn(`services cannot be used: ${report.sentence}`, { node: name, ...(words && { culprit: words }) });
  } else if (before) log.info("services can be used again", { node: name });
}
