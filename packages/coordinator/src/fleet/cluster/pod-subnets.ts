/** The nodes' pod subnets as the API server has them, stored when other nodes may route traffic there. */
import { judgeSubnet } from "../../domain/pod-subnet.ts";
import type { KubeNode } from "../../kube/node.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";

export interface PodSubnets {
  /** Returns whether the node's subnet has changed. */
  take(node: Pick<KubeNode, "name" | "podSubnet">): boolean;
  /** The cluster no longer has this node. */
  drop(name: string): void;
}

export function podSubnets({ store, log }: Pick<Site, "store" | "log">, current: Pick<Wanted, "rack">): PodSubnets {
  /** The subnet that each node claimed at its last warning. */
  const warned = new Map<string, string>();
  // Stored, so that after a restart the routes stay until the API server has answered.
  const write = (name: string, podSubnet: string): boolean => {
    const record = store.nodes().find((one) => one.name === name);
    if (!record || record.podSubnet === podSubnet) return false;
    store.update(name, { podSubnet });
    return true;
  };
  return {
    take({ name, podSubnet: claim }) {
      const nodes = store.nodes();
      if (!nodes.some((node) => node.name === name)) return false;
      const others = new Map(nodes.filter((node) => node.name !== name).map((node) => [node.name, node.podSubnet]));
      const judged = judgeSubnet(claim, current.rack.config.podSubnet, others);
      if (judged.kind === "none") return false;
      if (judged.kind === "good") {
        warned.delete(name);
        return write(name, judged.subnet);
      }
      if (warned.get(name) !== claim) {
        const words = `its pod subnet ${claim.slice(0, 50)} ${judged.reason}`;
        log.warn(`${words}, so no traffic is routed there; if you did not set it: pictl reset ${name}`, { node: name });
      }
      warned.set(name, claim);
      return write(name, "");
    },
    drop(name) {
      warned.delete(name);
      write(name, "");
    },
  };
}
