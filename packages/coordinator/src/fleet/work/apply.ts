/** Brings a node's host to its current spec, or to a part of it. */

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
  /** Names of steps; empty: all. */
  readonly only: string[];
  readonly skip: string[];
}

/** The agent's steps that make up each part. */
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
  // After a reconnect the spec that was sent is unknown, so apply is sent again.
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

/** Records what the session has now; `sent` is what a complete apply would have sent. */
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
  // A refresh does not apply a base that changed while it ran.
  session.applied = part === "refresh" && before ? { ...sent, base: before.base, complete: before.complete } : sent;
}
