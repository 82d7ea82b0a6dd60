/** The cluster's ranges against the networks that the nodes are on: kubeadm init fixes the former for good. */
import { houseClashes } from "@rackberry/config";
import { grammar, type HostNetwork } from "@rackberry/protocol";
import type { NodeRecord } from "../domain/node.ts";
import type { Fleet, Session } from "./fleet.ts";

/** As a sentence for a person; "" when there is none, or when the cluster is made already. */
export function houseClash({ rack, store, sessions }: Pick<Fleet, "rack" | "store" | "sessions">): string {
  if (store.cluster()) return "";
  const networks = store.nodes().flatMap((node) =>
    believed(node, sessions.get(node.name)).map(({ subnet, what }) => ({
      subnet,
      what: what.includes(" ") ? `${what} of ${node.name}` : `${node.name}'s network (${what})`,
    })),
  );
  const [sentence = ""] = houseClashes(rack.config, networks, "part of it could not be reached from nodes and pods");
  return sentence;
}

/** A worker is believed about the network by which it is connected: it could keep a cluster from being made with others. */
function believed({ role, address }: NodeRecord, session: Session | undefined): readonly HostNetwork[] {
  const all = session?.facts?.networks ?? [];
  if (role === "control-plane") return all;
  return address === "" ? [] : all.filter(({ subnet }) => grammar.isIn(address, subnet));
}
