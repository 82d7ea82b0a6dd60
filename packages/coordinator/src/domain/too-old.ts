/** What an agent that is older than the coordinator cannot do. */
import type { FollowedKind, OperationKind } from "@rackberry/protocol";

/** The kinds of request that an agent may list in its greeting as supported. */
export type RequestKind =
  | OperationKind
  | FollowedKind
  | "getFacts"
  | "getOperation"
  | "getBlob"
  | "putBlob"
  | "getVersions";

/** What each kind is called in messages. */
const NAMES: { readonly [K in RequestKind]: string } = {
  apply: "preparing the node",
  init: "kubeadm init",
  grant: "giving the coordinator access to the cluster",
  join: "kubeadm join",
  reset: "pictl reset",
  mirror: "the rack's mirror",
  upgrade: "pictl upgrade",
  followLog: "pictl logs",
  followServices: "checking the cluster's services",
  getFacts: "reporting its facts",
  getOperation: "reporting an earlier operation",
  getBlob: "pictl kubeconfig",
  putBlob: "pictl upgrade",
  getVersions: "finding the newest Kubernetes version",
};

/**
 * A sentence without a full stop; `whose` is "its" or "node3's". If the agent is too old for `pictl upgrade`, the owner
 * must install its new package by hand.
 */
export function tooOld(whose: string, kind: RequestKind): string {
  const byHand = kind === "upgrade" || kind === "putBlob";
  const cure = byHand ? "install the new pi-agent package on it with apt" : "pictl upgrade";
  return `${whose} agent is too old for ${NAMES[kind]}: ${cure}`;
}

/** What a current agent supports. */
export const REQUEST_KINDS: readonly RequestKind[] = Object.keys(NAMES) as RequestKind[];
