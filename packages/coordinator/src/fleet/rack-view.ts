/** RackControl: what the API lets a person see and ask for. */
import type { RackControl } from "@rackberry/config";
import { AppError, fetchBlob, memorySink } from "@rackberry/protocol";
import { adoptByPerson, tryNow } from "./adopt-by-person.ts";
import { applyRack, planFor } from "./apply-rack.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { askForMirror, takeMirrorBack } from "./mirror.ts";
import { journalOf } from "./node-log.ts";
import { planOf } from "./plan.ts";
import { beginRollout, takePackage } from "./rollout.ts";
import { detailsOf, historyOf, statusOf } from "./status.ts";

/** Milliseconds between two states that a watcher is sent. */
const WATCH_PAUSE = 100;
const KUBECONFIG_DEADLINE = 20_000;
const RESET_DEADLINE = 900_000;

export function rackControl(fleet: Fleet): RackControl {
  return {
    status: () => statusOf(fleet),
    async *watch(signal) {
      try {
        while (!signal.aborted) {
          const heard = fleet.changed.rung;
          yield statusOf(fleet);
          await fleet.clock.sleep(WATCH_PAUSE, signal);
          await fleet.changed.after(heard, 3_600_000, signal);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    history: () => historyOf(fleet),
    details: (node) => detailsOf(fleet, node),
    plan: (wishes) => (wishes ? planFor(fleet, wishes) : planOf(fleet)),
    apply: (wishes) => applyRack(fleet, wishes),
    adopt: async (nameOrSerial, options) => adoptByPerson(fleet, nameOrSerial, options.fingerprint),
    logs: (node, options, signal) => journalOf(sessionOf(fleet, node), options, signal),
    async kubeconfig() {
      const node = fleet.store.nodes().find((one) => one.role === "control-plane");
      if (!node || !fleet.store.cluster()) throw new AppError("refused", "there is no cluster yet: see pictl status");
      const { connection } = sessionOf(fleet, node.name);
      const ask = (offset: number) => {
        const command = { kind: "getBlob", value: { kind: "kubeconfig", offset } } as const;
        return connection.request(command, "blobPart", { timeout: KUBECONFIG_DEADLINE });
      };
      const sink = memorySink();
      await fetchBlob("kubeconfig", ask, () => sink);
      return sink.content.toString();
    },
    mirror: async (images) => askForMirror(fleet, images),
    unmirror: async () => takeMirrorBack(fleet),
    reset: (node) => reset(fleet, node),
    takePackage: (signed, content) => takePackage(fleet, signed, content),
    upgrade: (version) => beginRollout(fleet, version),
  };
}

/** Throws `invalid` for an unknown node, `refused` for one that is away. */
function sessionOf(fleet: Fleet, name: string): Session {
  const { name: known, phase } = recordOf(fleet, name);
  const session = fleet.sessions.get(known);
  if (session) return session;
  throw new AppError("refused", `${name} is not connected (${phase}): is it powered, and its cable plugged in?`);
}

/** Asked for on disk, so that it is done even when the coordinator is killed; a control plane takes its workers with it. */
async function reset(fleet: Fleet, name: string): Promise<void> {
  const { store, changed, clock } = fleet;
  sessionOf(fleet, name);
  const all = recordOf(fleet, name).role === "control-plane";
  for (const node of store.nodes()) if (all || node.name === name) store.update(node.name, { resetRequested: true });
  tryNow(fleet, name);
  const deadline = AbortSignal.timeout(RESET_DEADLINE);
  for (let heard = changed.rung; recordOf(fleet, name).resetRequested; heard = changed.rung) {
    const { phase, detail, nextTry = 0 } = recordOf(fleet, name);
    if (phase === "failed" && nextTry > clock.now()) throw new AppError("command-failed", `${name}: ${detail}`);
    await changed.after(heard, 60_000, deadline);
  }
}
