/** Store: everything the coordinator has learnt and must not forget. No secrets. */
import type { NodePhase, StepRecord, Stranger } from "@rackberry/config";
import type { SignedPackage } from "@rackberry/protocol";
import type { Approval } from "../domain/adoption.ts";
import type { InitSettings } from "../domain/init-settings.ts";
import type { MirrorRecord } from "../domain/mirror.ts";
import type { NodeRecord, NodeState } from "../domain/node.ts";
import type { Rollout } from "../domain/rollout.ts";
import type { TokenRecord } from "../domain/tokens.ts";

/** The cluster, once kubeadm init has ended well. */
interface ClusterRecord {
  /** sha256:<64 hex> of the CA's public key, as kubeadm wants it. */
  readonly caHash: string;
  /** host:port of the API server. */
  readonly server: string;
  /** PEM of the CA's certificate. */
  readonly ca: string;
  /** The coordinator was given its access. */
  readonly granted: boolean;
  /** Fingerprint of what the coordinator put into it last, as contentHash has it; "" when that is not known. */
  readonly content: string;
  /** The control plane's when init had ended; "" when that is not known. */
  readonly address: string;
}

/** What a minor in rack.yaml means in this rack. */
interface KubernetesRecord {
  /** 1.36 */
  readonly wanted: string;
  /** Its newest version when the repository was asked: 1.36.3 */
  readonly version: string;
}

export interface Transition {
  readonly node: string;
  /** "" for the first. */
  readonly from: NodePhase | "";
  readonly to: NodePhase;
  readonly at: number;
}

export interface StrangerRecord extends Stranger {
  /** A person may let it in. */
  readonly pending: boolean;
  /** A card of this rack is enough for it; otherwise a person must compare fingerprints. */
  readonly card: boolean;
}

/** Fields of a node that change over its life, its state apart. */
export type NodePatch = Partial<
  Pick<
    NodeRecord,
    | "role"
    | "model"
    | "endpoint"
    | "address"
    | "podSubnet"
    | "clusterHash"
    | "operation"
    | "agentVersion"
    | "resetRequested"
    | "joins"
    | "joinedAt"
  >
>;

/** What is recorded the moment before Adopt is sent. */
export interface Adoption extends Pick<NodeRecord, "name" | "role" | "serial" | "model" | "keyHash" | "cardId"> {
  readonly at: number;
}

/**
 * Each call is one transaction; strangers apart, and steps, which wait for `writeSteps`. It is on the disk when it returns,
 * but for what would be learnt again (states, steps, what an agent says of itself at every connection): that is on the disk
 * with the next, and so before an agent is told anything that rests on it.
 */
export interface Store {
  nodes(): readonly NodeRecord[];
  /** Takes a node in, or over: same name with a new key and card, all that was known of its host forgotten. */
  adopt(adoption: Adoption): void;
  update(name: string, patch: NodePatch): void;
  /** Records where a node stands; a transition when its phase changes, nothing when nothing does. */
  setState(name: string, state: NodeState, at: number): void;
  /** Key hash of the agent that used the card up. */
  cardSpentBy(cardId: string): string | undefined;

  cluster(): ClusterRecord | undefined;
  setCluster(cluster: ClusterRecord | undefined): void;
  /**
   * What the cluster was made with, or may be being made with: written down before init is sent, and goes with the
   * cluster. The same object until it changes.
   */
  initSettings(): InitSettings | undefined;
  setInitSettings(settings: InitSettings | undefined): void;

  /** Undefined while rack.yaml never said a minor, or nobody could say what it means; another minor is another question. */
  kubernetes(): KubernetesRecord | undefined;
  setKubernetes(kubernetes: KubernetesRecord | undefined): void;

  /** The same object until it changes; undefined while nobody asked for a mirror. */
  mirror(): MirrorRecord | undefined;
  setMirror(mirror: MirrorRecord | undefined): void;

  tokens(): readonly TokenRecord[];
  /** Adds it, or begins its life anew. */
  addToken(token: Pick<TokenRecord, "id" | "node" | "at">): void;
  /** From now on it stands for this certificate request alone; for good, once it stands for one. */
  useToken(id: string, request: string): void;
  setIssued(id: string, at: number): void;
  removeToken(id: string): void;

  /** Newest last. In memory: who is still there after a restart is met again. */
  strangers(): readonly StrangerRecord[];
  /** Adds, or changes the reason of, the stranger with this fingerprint. */
  putStranger(stranger: StrangerRecord): void;
  removeStranger(fingerprint: string): void;
  /** Keys that a person let in with `pictl adopt`, each as the Pi that it said it was. */
  approve(who: Pick<Stranger, "fingerprint" | "serial">, how: Exclude<Approval, "none">): void;
  approval(fingerprint: string, serial: string): Approval;
  /** Whatever it says it is. */
  approved(fingerprint: string): boolean;

  /** Packages of the agent that the owner signed. */
  packages(): readonly SignedPackage[];
  /** Adds it, or takes the place of the one with its version and architecture. */
  putPackage(signed: SignedPackage): void;
  dropPackages(version: string): void;
  rollout(): Rollout | undefined;
  setRollout(rollout: Rollout): void;

  /** Oldest first, the last 2,000. */
  transitions(): readonly Transition[];
  /** In memory until they are written. A step that was reported before, in the same operation, is not added again. */
  addSteps(operation: string, steps: readonly StepRecord[]): void;
  /** Writes what was added since, in one transaction. Answers whether there was any. */
  writeSteps(): boolean;
  /** Oldest first, the last `limit`, written or not. */
  steps(limit: number): readonly StepRecord[];
  close(): void;
}
