/** The line to the API server: who is Ready, and the client for what the coordinator asks of it. */
import { AppError } from "@rackberry/protocol";
import { delayAfter } from "../domain/backoff.ts";
import { type KubeClient, kubeClient } from "../kube/client.ts";
import type { KubeNode } from "../kube/node.ts";
import type { Bell } from "./bell.ts";
import type { FleetPorts } from "./fleet.ts";

export interface KubeLink {
  /** By node name; empty while the API server was never reached. */
  readonly nodes: ReadonlyMap<string, KubeNode>;
  /** Undefined while there is no cluster. */
  client(): Promise<KubeClient | undefined>;
  /** Keeps `nodes` true. */
  run(signal: AbortSignal): Promise<void>;
}

const RETRY = { first: 500, max: 5_000 };

type Ports = Pick<FleetPorts, "store" | "credentials" | "clock" | "log">;

export function kubeLink({ store, credentials, clock, log }: Ports, changed: Bell): KubeLink {
  const nodes = new Map<string, KubeNode>();
  // The cluster has one name: whatever domain it has, it leads to the control plane.
  const resolve = () => store.nodes().find((node) => node.role === "control-plane")?.address || undefined;
  const client = async () => {
    const access = store.cluster()?.granted && (await credentials.read());
    return access ? kubeClient(access, resolve) : undefined;
  };
  /** Answers whether it says anything new: kubelets report every few minutes, each, that all is as it was. */
  const take = (node: KubeNode): boolean => {
    const before = nodes.get(node.name);
    nodes.set(node.name, node);
    // Written down: after a restart the routes must not go until the API server has been asked.
    const record = store.nodes().find((one) => one.name === node.name);
    const isMoved = record !== undefined && node.podSubnet !== "" && record.podSubnet !== node.podSubnet;
    if (isMoved) store.update(node.name, { podSubnet: node.podSubnet });
    return isMoved || before?.ready !== node.ready || before.reason !== node.reason;
  };
  const follow = async (kube: KubeClient, signal: AbortSignal, reached: () => void) => {
    const list = await kube.listNodes(signal);
    reached();
    nodes.clear();
    list.nodes.forEach(take);
    changed.ring();
    for await (const change of kube.watchNodes(list.version, signal)) {
      const isNews = change.kind === "changed" ? take(change.node) : nodes.delete(change.name);
      if (isNews) changed.ring();
    }
  };
  return {
    nodes,
    client,
    async run(signal) {
      let failures = 0;
      while (!signal.aborted) {
        const heard = changed.rung;
        const cluster = store.cluster()?.caHash;
        const kube = await client();
        if (!kube) {
          if (nodes.size > 0) nodes.clear();
          await changed.after(heard, 60_000, signal);
          continue;
        }
        // A watch on a cluster that was reset would stay open for minutes.
        const epoch = new AbortController();
        const gone = watchEpoch(() => store.cluster()?.caHash === cluster, changed, epoch);
        try {
          await follow(kube, AbortSignal.any([signal, epoch.signal]), () => {
            if (failures > 0) log.info("API server answers again");
            failures = 0;
          });
        } catch (error) {
          if (signal.aborted) return;
          if (!epoch.signal.aborted && failures++ === 0) {
            log.warn(`API server is not there: ${AppError.from(error).message}`);
          }
        } finally {
          epoch.abort();
          await gone;
        }
        if (failures > 0) await clock.sleep(delayAfter(failures, RETRY), signal);
      }
    },
  };
}

/** Aborts `epoch` once `same` is no longer true. */
async function watchEpoch(same: () => boolean, changed: Bell, epoch: AbortController): Promise<void> {
  try {
    while (same()) await changed.after(changed.rung, 3_600_000, epoch.signal);
    epoch.abort();
  } catch {
    // The watch ended first.
  }
}
