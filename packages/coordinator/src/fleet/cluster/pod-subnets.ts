/** Pod subnets of nodes as the API server has them, written down: those that other nodes may be led to. */
import { judgeSubnet } from "../../domain/pod-subnet.ts";
import type { KubeNode } from "../../kube/node.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";

export interface PodSubnets {
  /** Answers whether the node's subnet is another than before. */
  take(node: Pick<KubeNode, "name" | "podSubnet">): boolean;
  /** The cluster has no such node. */
  drop(name: string): void;
}

export function podSubnets({ store, log }: Pick<Site, "store" | "log">, current: Pick<Wanted, "rack">): PodSubnets {
  /** What each node claimed when it was told of last. */
  const warned = new Map<string, string>();
  // Written down: after a restart the routes must not go until the API server has been asked.
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
