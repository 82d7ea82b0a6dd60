/** Brings a node's host to its spec of this moment, or to a part of it. */

import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import type { ApplyPart } from "../../domain/next-action.ts";
import type { NodeRecord } from "../../domain/node.ts";
import { GROUND_STEPS, LATER_STEPS, REFRESH_STEPS, WORKER_STEPS } from "../../domain/spec.ts";
import { unsupported } from "../../domain/support.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import { knownVersion } from "../cluster/kubernetes-version.ts";
import type { Session } from "../nodes/connected.ts";
import { type Facts, inCluster } from "../nodes/facts.ts";
import { specOf } from "../nodes/node-spec.ts";
import { operate } from "./operation.ts";
import type { Moment, Work } from "./work.ts";

interface Steps {
  /** Names; empty: all. */
  readonly only: string[];
  readonly skip: string[];
}

/** Which of the agent's steps each part is. */
const STEPS: { readonly [P in ApplyPart]: (node: NodeRecord, inCluster: boolean) => Steps } = {
  groundwork: () => ({ only: [...GROUND_STEPS], skip: [] }),
  refresh: () => ({ only: [...REFRESH_STEPS], skip: [] }),
  complete: () => ({ only: [...LATER_STEPS], skip: [] }),
  prepare: (node, inCluster) => ({ only: [], skip: [...notFor(node), ...(inCluster ? [] : LATER_STEPS)] }),
};

const notFor = ({ role }: NodeRecord): readonly string[] => (role === "control-plane" ? WORKER_STEPS : []);

export const apply: Work<Moment & { readonly part: ApplyPart }> = {
  async begin(site, session, { part, facts }) {
    const { name } = session;
    if (part === "prepare" || part === "groundwork") refuseUnsupported(site, name, facts);
    const spec = specOf(site, name);
    const fingerprint = site.fingerprints(site, name);
    const isIn = inCluster(recordOf(site, name), facts);
    const outcome = await operate(site, session, "apply", async (operationId) => ({
      kind: "apply",
      value: {
        operationId,
        spec: nodeSpecMessage(spec),
        ...STEPS[part](recordOf(site, name), isIn),
        coordinatorClockMs: site.clock.now(),
      },
    }));
    if (outcome.kind === "finished" && part !== "groundwork") {
      remember(site, session, part, { ...fingerprint, complete: part === "prepare" && isIn });
    }
    return outcome;
  },
  phase: ({ role }) => (role === "none" ? "preparing" : undefined),
  // Of one that was found again it is not known which spec it was sent with, so it is sent once more.
  settle: async () => ({}),
  rehearsal: (site, name, operationId) => ({
    kind: "apply",
    value: {
      operationId,
      spec: nodeSpecMessage(specOf(site, name)),
      dryRun: true,
      skip: [...notFor(recordOf(site, name))],
      coordinatorClockMs: site.clock.now(),
    },
  }),
};

function refuseUnsupported(site: Pick<Site, "store"> & Pick<Wanted, "rack">, name: string, facts: Facts): void {
  const reason = unsupported(recordOf(site, name).role, knownVersion(site), facts);
  if (reason) throw new AppError("refused", reason);
}

/** What the session has now; `sent` is what the whole of it was, had it been sent as a whole. */
function remember(
  site: Pick<Site, "clock">,
  session: Session,
  part: ApplyPart,
  sent: NonNullable<Session["applied"]>,
): void {
  const before = session.applied;
  if (part === "complete") {
    if (before) session.applied = { ...before, complete: true };
    return;
  }
  session.told = site.clock.monotonic();
  // A refresh brings nothing of a base that changed while it was under way.
  session.applied = part === "refresh" && before ? { ...sent, base: before.base, complete: before.complete } : sent;
}
