/** What an agent that is older than the coordinator cannot do yet. */
import type { FollowedKind, OperationKind } from "@rackberry/protocol";

/** Whatever an agent says in its greeting that it can be asked for. */
export type RequestKind =
  | OperationKind
  | FollowedKind
  | "getFacts"
  | "getOperation"
  | "getBlob"
  | "putBlob"
  | "getVersions";

/** What each is to a person. */
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

/** A sentence without its end; `whose` is "its" or "node3's". An agent that cannot even be upgraded gets its new package from a person. */
export function tooOld(whose: string, kind: RequestKind): string {
  const byHand = kind === "upgrade" || kind === "putBlob";
  const cure = byHand ? "install the new pi-agent package on it with apt" : "pictl upgrade";
  return `${whose} agent is too old for ${NAMES[kind]}: ${cure}`;
}

/** What an agent of today knows. */
export const REQUEST_KINDS: readonly RequestKind[] = Object.keys(NAMES) as RequestKind[];
