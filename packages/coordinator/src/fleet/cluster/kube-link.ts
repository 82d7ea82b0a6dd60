/** The connection to the API server: which nodes are Ready, and the client for the coordinator's requests. */

import { AppError } from "@rackberry/protocol";
import { delayAfter } from "../../domain/backoff.ts";
import { controlPlaneOf } from "../../domain/node.ts";
import { type KubeClient, kubeClient } from "../../kube/client.ts";
import type { KubeNode } from "../../kube/node.ts";
import type { CredentialsFile } from "../../store/credentials.ts";
import type { ChangeSignal } from "../base/change-signal.ts";
import { during } from "../base/epoch.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { podSubnets } from "./pod-subnets.ts";

export interface KubeLink {
  /** By node name; empty until the API server is first reached. */
  readonly nodes: ReadonlyMap<string, KubeNode>;
  /** Undefined while there is no cluster. */
  client(): Promise<KubeClient | undefined>;
  /** The node was deleted: what is known of it is out of date, even before the watch reports the deletion. */
  forget(name: string): void;
  /** Keeps `nodes` up to date. */
  run(signal: AbortSignal): Promise<void>;
}

const RETRY = { first: 500, max: 5_000 };

type Ports = Pick<Site, "store" | "clock" | "log"> & { readonly credentials: CredentialsFile };

export function kubeLink(ports: Ports, current: Pick<Wanted, "rack">, changed: ChangeSignal): KubeLink {
  const { store, credentials, clock, log } = ports;
  const nodes = new Map<string, KubeNode>();
  const subnets = podSubnets(ports, current);
  // The cluster has only one name: it resolves to the control plane, whatever its domain.
  const resolve = () => controlPlaneOf(store.nodes())?.address || undefined;
  const client = async () => {
    const access = store.cluster()?.granted && (await credentials.read());
    return access ? kubeClient(access, resolve) : undefined;
  };
  /** Returns whether the report has anything new: each kubelet reports every few minutes even when nothing changed. */
  const take = (node: KubeNode): boolean => {
    const before = nodes.get(node.name);
    nodes.set(node.name, node);
    const isMoved = subnets.take(node);
    const record = store.nodes().find((one) => one.name === node.name);
    // It is in the cluster and works: however many joins it took, the next one counts as the first.
    if (record?.clusterHash && node.ready && record.joins > 0) store.update(node.name, { joins: 0 });
    return isMoved || before?.ready !== node.ready || before.reason !== node.reason;
  };
  const drop = (name: string): boolean => {
    subnets.drop(name);
    return nodes.delete(name);
  };
  const follow = async (kube: KubeClient, signal: AbortSignal, reached: () => void) => {
    const list = await kube.listNodes(signal);
    reached();
    const names = new Set(list.nodes.map(({ name }) => name));
    for (const { name } of store.nodes()) if (!names.has(name)) drop(name);
    nodes.clear();
    list.nodes.forEach(take);
    changed.notify();
    for await (const change of kube.watchNodes(list.version, signal)) {
      const isNews = change.kind === "changed" ? take(change.node) : drop(change.name);
      if (isNews) changed.notify();
    }
  };
  return {
    nodes,
    forget: drop,
    client,
    async run(signal) {
      let failures = 0;
      while (!signal.aborted) {
        const heard = changed.count;
        const cluster = store.cluster()?.caHash;
        const kube = await client();
        if (!kube) {
          if (nodes.size > 0) nodes.clear();
          await changed.after(heard, 60_000, signal);
          continue;
        }
        try {
          // A watch on a cluster that was reset would stay open for minutes.
          await during({ holds: () => store.cluster()?.caHash === cluster, changed, signal }, (epoch) =>
            follow(kube, epoch, () => {
              if (failures > 0) log.info("the API server answers again");
              failures = 0;
            }),
          );
        } catch (error) {
          if (signal.aborted) return;
          if (failures++ === 0) log.warn(`the API server cannot be reached: ${AppError.from(error).message}`);
        }
        if (failures > 0) await clock.sleep(delayAfter(failures, RETRY), signal);
      }
    },
  };
}
