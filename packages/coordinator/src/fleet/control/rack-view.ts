/** RackControl: what the API lets the owner see and ask for. */

import type { RackControl } from "@rackberry/config";
import { AppError, fetchBlob, memorySink } from "@rackberry/protocol";
import { controlPlaneOf, isLastControlPlane } from "../../domain/node.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";
import type { Connected, Session } from "../nodes/connected.ts";
import { journalOf } from "../nodes/node-log.ts";
import { beginRollout, takePackage } from "../work/rollout.ts";
import { tryNow } from "../work/try-now.ts";
import type { Working } from "../work/working.ts";
import { adoptByPerson } from "./adopt-by-person.ts";
import { type Applied, applyRack, planFor } from "./apply-rack.ts";
import { askForMirror, takeMirrorBack } from "./mirror.ts";
import type { Told } from "./notices.ts";
import { planOf } from "./plan.ts";
import { detailsOf, historyOf, statusOf } from "./status.ts";

/** Milliseconds between two states sent to a watcher. */
const WATCH_PAUSE = 100;
const KUBECONFIG_DEADLINE = 20_000;
const RESET_DEADLINE = 900_000;

export function rackControl(site: Working & Told & Applied): RackControl {
  return {
    status: () => statusOf(site),
    async *watch(signal) {
      try {
        while (!signal.aborted) {
          const heard = site.changed.count;
          yield statusOf(site);
          await site.clock.sleep(WATCH_PAUSE, signal);
          await site.changed.after(heard, 3_600_000, signal);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    history: () => historyOf(site),
    details: (node) => detailsOf(site, node),
    plan: (wishes) => (wishes ? planFor(site, wishes) : planOf(site)),
    apply: (wishes) => applyRack(site, wishes),
    adopt: async (nameOrSerial, options) => adoptByPerson(site, nameOrSerial, options.fingerprint),
    logs: (node, options, signal) => journalOf(sessionOf(site, node), options, signal),
    async kubeconfig() {
      const node = controlPlaneOf(site.store.nodes());
      if (!node || !site.store.cluster()) throw new AppError("refused", "there is no cluster yet: see pictl status");
      const { connection } = sessionOf(site, node.name);
      const ask = (offset: number) => {
        const command = { kind: "getBlob", value: { kind: "kubeconfig", offset } } as const;
        return connection.request(command, "blobPart", { timeout: KUBECONFIG_DEADLINE });
      };
      const sink = memorySink();
      await fetchBlob("kubeconfig", ask, () => sink);
      return sink.content.toString();
    },
    mirror: async (images) => askForMirror(site, images),
    unmirror: async () => takeMirrorBack(site),
    reset: (node) => reset(site, node),
    takePackage: (signed, content) => takePackage(site, signed, content),
    upgrade: (version) => beginRollout(site, version),
  };
}

/** Throws `invalid` for an unknown node, `refused` for one that is not connected. */
function sessionOf(site: Pick<Site, "store"> & Pick<Connected, "sessions">, name: string): Session {
  const { name: known, phase } = recordOf(site, name);
  const session = site.sessions.get(known);
  if (session) return session;
  throw new AppError("refused", `${name} is not connected (${phase}): is it powered, and is its cable plugged in?`);
}

/** Recorded on disk, so that it is done even if the coordinator is killed; a last control plane resets all nodes. */
async function reset(site: Site & Connected & Versions, name: string): Promise<void> {
  const { store, changed, clock } = site;
  sessionOf(site, name);
  const all = isLastControlPlane(store.nodes(), recordOf(site, name).name);
  for (const node of store.nodes()) if (all || node.name === name) store.update(node.name, { resetRequested: true });
  tryNow(site, name);
  const deadline = AbortSignal.timeout(RESET_DEADLINE);
  for (let heard = changed.count; recordOf(site, name).resetRequested; heard = changed.count) {
    const { phase, detail, nextTry = 0 } = recordOf(site, name);
    if (phase === "failed" && nextTry > clock.now()) throw new AppError("command-failed", `${name}: ${detail}`);
    await changed.after(heard, 60_000, deadline);
  }
}
