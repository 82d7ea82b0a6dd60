/** The cluster's ranges against the networks that the nodes are on: kubeadm init fixes the former for good. */
import { houseClashes } from "@rackberry/config";
import { grammar, type HostNetwork } from "@rackberry/protocol";
import { type Fleet, recordOf, type Session } from "./fleet.ts";

/** As a sentence for a person; "" when there is none, or when the cluster is made already. */
export function houseClash({ rack, store, sessions }: Pick<Fleet, "rack" | "store" | "sessions">): string {
  if (store.cluster()) return "";
  const networks = [...sessions.values()].flatMap((session) =>
    believed(session, store).map(({ subnet, what }) => ({ subnet, what: `${session.name}'s network (${what})` })),
  );
  const [sentence = ""] = houseClashes(rack.config, networks, "part of it could not be reached from nodes and pods");
  return sentence;
}

/** A worker is believed about the network by which it is connected: it could keep a cluster from being made with others. */
function believed({ name, facts }: Session, store: Pick<Fleet, "store">["store"]): readonly HostNetwork[] {
  const { role, address } = recordOf({ store }, name);
  const all = facts?.networks ?? [];
  if (role === "control-plane") return all;
  return address === "" ? [] : all.filter(({ subnet }) => grammar.overlap(subnet, `${address}/32`));
}
