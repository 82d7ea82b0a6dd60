/** Store: everything the coordinator has learnt and must not forget. No secrets. */
import type { NodePhase, StepRecord, Stranger } from "@rackberry/config";
import type { SignedPackage } from "@rackberry/protocol";
import type { Approval } from "../domain/adoption.ts";
import type { InitSettings } from "../domain/init-settings.ts";
import type { MirrorRecord } from "../domain/mirror.ts";
import type { NodeRecord, NodeState } from "../domain/node.ts";
import type { Rollout } from "../domain/rollout.ts";
import type { TokenRecord } from "../domain/tokens.ts";

/** The cluster, once kubeadm init has succeeded. */
interface ClusterRecord {
  /** sha256:<64 hex> of the CA's public key, the form that kubeadm requires. */
  readonly caHash: string;
  /** host:port of the API server. */
  readonly server: string;
  /** PEM of the CA's certificate. */
  readonly ca: string;
  /** The coordinator has been given its access. */
  readonly granted: boolean;
  /** Fingerprint (contentHash) of what the coordinator last put into it; "" when that is not known. */
  readonly content: string;
  /** The control plane's address at the end of init; "" when that is not known. */
  readonly address: string;
}

/** Which version a minor in rack.yaml means in this rack. */
interface KubernetesRecord {
  /** 1.36 */
  readonly wanted: string;
  /** Its newest version when the repository was checked: 1.36.3 */
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

/** Fields of a node that change over its life, apart from its state. */
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

/** What is recorded just before Adopt is sent. */
export interface Adoption extends Pick<NodeRecord, "name" | "role" | "serial" | "model" | "keyHash" | "cardId"> {
  readonly at: number;
}

/**
 * Each call is one transaction, except for strangers and for steps, which wait for `writeSteps`. It is on the disk when
 * it returns, except what would be learnt again (states, steps, what an agent reports about itself on each connection):
 * that is on the disk with the next transaction, and so before an agent is sent anything that depends on it.
 */
export interface Store {
  nodes(): readonly NodeRecord[];
  /** Adds a node, or replaces one: a new key and card under the same name, forgetting what was known of its host. */
  adopt(adoption: Adoption): void;
  update(name: string, patch: NodePatch): void;
  /** Records a node's state, with a transition if its phase changed; does nothing if nothing changed. */
  setState(name: string, state: NodeState, at: number): void;
  /** Key hash of the agent that used up the card. */
  cardSpentBy(cardId: string): string | undefined;

  cluster(): ClusterRecord | undefined;
  setCluster(cluster: ClusterRecord | undefined): void;
  /**
   * What the cluster was made with, or is perhaps just being made with: stored before init is sent, removed with the
   * cluster. The same object until it changes.
   */
  initSettings(): InitSettings | undefined;
  setInitSettings(settings: InitSettings | undefined): void;

  /** Undefined until a minor in rack.yaml has been resolved. It applies only to that minor (`wanted`). */
  kubernetes(): KubernetesRecord | undefined;
  setKubernetes(kubernetes: KubernetesRecord | undefined): void;

  /** The same object until it changes; undefined until a mirror is asked for. */
  mirror(): MirrorRecord | undefined;
  setMirror(mirror: MirrorRecord | undefined): void;

  tokens(): readonly TokenRecord[];
  /** Adds it, or restarts its lifetime. */
  addToken(token: Pick<TokenRecord, "id" | "node" | "at">): void;
  /** Binds the token to this certificate request alone; the first binding is permanent. */
  useToken(id: string, request: string): void;
  setIssued(id: string, at: number): void;
  removeToken(id: string): void;

  /** Newest last. In memory: those still there after a restart are found again. */
  strangers(): readonly StrangerRecord[];
  /** Adds the stranger with this fingerprint, or updates it. */
  putStranger(stranger: StrangerRecord): void;
  removeStranger(fingerprint: string): void;
  /** Records that a person let in a key with `pictl adopt`, as the Pi with the serial number that it claimed. */
  approve(who: Pick<Stranger, "fingerprint" | "serial">, how: Exclude<Approval, "none">): void;
  approval(fingerprint: string, serial: string): Approval;
  /** Whether the key was let in, with whatever serial number. */
  approved(fingerprint: string): boolean;

  /** Packages of the agent that the owner signed. */
  packages(): readonly SignedPackage[];
  /** Adds it, or replaces the one with its version and architecture. */
  putPackage(signed: SignedPackage): void;
  dropPackages(version: string): void;
  rollout(): Rollout | undefined;
  setRollout(rollout: Rollout): void;

  /** The last 2,000, oldest first. */
  transitions(): readonly Transition[];
  /** In memory until they are written. A step already reported in the same operation is not added again. */
  addSteps(operation: string, steps: readonly StepRecord[]): void;
  /** Writes what was added since the last call, in one transaction. Returns whether there was any. */
  writeSteps(): boolean;
  /** The last `limit`, oldest first, whether written yet or not. */
  steps(limit: number): readonly StepRecord[];
  close(): void;
}
