/** The cluster's ranges against the networks that the nodes are on: kubeadm init fixes the former for good. */
import { houseClashes } from "@rackberry/config";
import { grammar, type HostNetwork, whatIsBeyond } from "@rackberry/protocol";
import type { NodeRecord } from "../domain/node.ts";
import type { Fleet, Session } from "./fleet.ts";

type Sources = Pick<Fleet, "rack" | "store" | "sessions">;

const CONSEQUENCE = "part of it could not be reached from nodes and pods";

/** As a sentence for a person; "" when there is none, or when the cluster is made already. */
export function houseClash(fleet: Sources): string {
  if (fleet.store.cluster()) return "";
  const [sentence = ""] = houseClashes(fleet.rack.config, networksOf(fleet), CONSEQUENCE);
  return sentence;
}

/** The same for a cluster that is there: it was carried into another house, or the house's router is another. */
export function laterClashes(fleet: Sources): readonly string[] {
  if (!fleet.store.cluster()) return [];
  // A node may well ask the cluster's own DNS, and what is beyond other gateways may be a wish of its owner.
  const around = networksOf(fleet).filter(({ what }) => !/^a (?:name server|network beyond) /.test(what));
  return houseClashes(fleet.rack.config, around, CONSEQUENCE).map(
    (sentence) =>
      `${sentence}, which takes a new cluster (pictl reset of the control plane), or another network of the house`,
  );
}

function networksOf({ store, sessions }: Sources): readonly HostNetwork[] {
  const nodes = store.nodes();
  // The direct network leads to pods by their nodes, and may still do so after a reset.
  const toPods = new Set(nodes.map(({ address }) => whatIsBeyond(address)));
  return nodes.flatMap((node) =>
    believed(node, sessions.get(node.name))
      .filter(({ what }) => !toPods.has(what))
      .map(({ subnet, what }) => ({
        subnet,
        what: what.includes(" ") ? `${what} of ${node.name}` : `${node.name}'s network (${what})`,
      })),
  );
}

/** A worker is believed about the network by which it is connected: it could keep a cluster from being made with others. */
function believed({ role, address }: NodeRecord, session: Session | undefined): readonly HostNetwork[] {
  const all = session?.facts?.networks ?? [];
  if (role === "control-plane") return all;
  return address === "" ? [] : all.filter(({ subnet }) => grammar.isIn(address, subnet));
}
