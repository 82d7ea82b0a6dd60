/** Checks the services while a coordinator follows them, and reports each change. */
import type { ServiceReport, Services } from "@rackberry/protocol";
import type { Clock } from "../host/host.ts";
import type { Journal } from "../journal.ts";
import { type CheckOptions, checkServices } from "./check-services.ts";
import type { Diagnosis } from "./diagnose.ts";

export interface FollowOptions extends CheckOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  /** Whether this host is in a cluster: after a reset there is nothing to check. */
  readonly inCluster: () => Promise<boolean>;
}

/** Runs until the signal aborts, then rejects with its reason. */
export type FollowServices = (
  services: Services,
  onReport: (report: ServiceReport) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Milliseconds between checks: fixed while all services work, growing from `first` to `last` while one fails. */
const WELL = 180_000;
const ILL = { first: 1_000, factor: 1.5, last: 30_000 } as const;
/** Milliseconds to wait for an answer while the node starts: the rack waits for this report. */
const START_PATIENCE = 1_000;
/** Milliseconds between reports of one cause: its sentence may change with every log line, too fast to read. */
const SAME_CAUSE = 60_000;
/** Milliseconds that a new node's services may take to start working: pods start after the node is Ready. */
const START = 30_000;
/** Milliseconds of that without a diagnosis: it would take processor time from everything that is still starting. */
const UNEXPLAINED = 10_000;

export function followServices(options: FollowOptions): FollowServices {
  const tell = teller(options);
  let hasWorked = false;
  let began: number | undefined;
  return async (services, onReport, signal) => {
    const { clock } = options;
    let said: Said | undefined;
    let failures = 0;
    began ??= clock.monotonic();
    const start = began;
    const isWithin = (ms: number) => !hasWorked && clock.monotonic() - start < ms;
    const isStart = () => isWithin(START);
    for (;;) {
      signal.throwIfAborted();
      if (await options.inCluster()) {
        const asking = isStart() ? { patience: START_PATIENCE, explain: !isWithin(UNEXPLAINED) } : {};
        const diagnosis = await checkServices(options, services, asking);
        signal.throwIfAborted();
        // One failed check is not a failure yet: a pod may just have moved.
        const isDoubtful = diagnosis !== undefined && said !== undefined && !said.diagnosis && failures === 0;
        if (!isDoubtful) {
          tell(diagnosis);
          const now: Said = { diagnosis, starts: isStart(), at: clock.monotonic() };
          if (isNews(said, now)) {
            onReport(reportOf(now));
            said = now;
          }
        }
        failures = diagnosis ? failures + 1 : 0;
        hasWorked ||= failures === 0;
      }
      await clock.sleep(failures === 0 ? WELL : Math.min(ILL.first * ILL.factor ** (failures - 1), ILL.last), signal);
    }
  };
}

interface Said {
  readonly diagnosis: Diagnosis | undefined;
  /** The node may still be starting. */
  readonly starts: boolean;
  /** Milliseconds, monotonic. */
  readonly at: number;
}

function isNews(said: Said | undefined, now: Said): boolean {
  if (said?.diagnosis?.cause !== now.diagnosis?.cause || said === undefined) return true;
  if (said.starts && !now.starts && now.diagnosis) return true;
  return now.at - said.at >= SAME_CAUSE && JSON.stringify(said.diagnosis) !== JSON.stringify(now.diagnosis);
}

/** Pods are briefly missing while they start: blaming one that has logged no error would mislead. */
function reportOf({ diagnosis, starts }: Said): ServiceReport {
  if (!diagnosis) return { works: true, sentence: "", culprits: [] };
  const { what, sentence, culprits } = diagnosis;
  const guesses = starts && culprits.length === 0;
  return { works: false, sentence: guesses ? `${what}: it may still be starting` : sentence, culprits };
}

/** Milliseconds: the real culprit may show up later, but the journal must not fill up meanwhile. */
const LONGEST_PAUSE = 3_600_000;

interface Told extends Pick<Diagnosis, "cause" | "sentence"> {
  readonly at: number;
  /** Milliseconds until another sentence about the same cause may be logged. */
  readonly pause: number;
}

/**
 * Logs to the journal, whether or not a coordinator is connected: one line for each cause, another when its sentence
 * changes (at growing intervals), and one when the services work again.
 */
function teller({ journal, clock }: FollowOptions): (diagnosis: Diagnosis | undefined) => void {
  let told: Told | undefined;
  let hasWorked = false;
  let failsSince: number | undefined;
  return (diagnosis) => {
    if (!diagnosis) {
      if (told) journal.info("the cluster's services work again from this node");
      told = undefined;
      failsSince = undefined;
      hasWorked = true;
      return;
    }
    const now = clock.monotonic();
    failsSince ??= now;
    if (!hasWorked && now - failsSince < START) return;
    const { cause, sentence } = diagnosis;
    const same = told?.cause === cause ? told : undefined;
    if (same && (same.sentence === sentence || now - same.at < same.pause)) return;
    told = { cause, sentence, at: now, pause: same ? Math.min(same.pause * 2, LONGEST_PAUSE) : SAME_CAUSE };
    journal.warning(`the cluster's services cannot be used from this node: ${sentence}`, {
      ...culpritOf(diagnosis),
    });
  };
}

/** The culprit's error, unless the sentence already quotes it. */
function culpritOf({ sentence, culprits: [first] }: Diagnosis): Record<string, string> {
  if (!first || sentence.includes(first.line)) return {};
  return { culprit: `${first.pod} (${first.container}): ${first.line}` };
}
