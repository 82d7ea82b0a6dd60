/** What the parts of the fleet share: ports, what rack.yaml says, and who is connected now. */
import type { KeyObject } from "node:crypto";
import type { Rack } from "@rackberry/config";
import { AppError, type OperationKind, type ServiceReport } from "@rackberry/protocol";
import { inForce } from "../domain/init-settings.ts";
import type { Night } from "../domain/night.ts";
import type { NodeRecord } from "../domain/node.ts";
import type { Turn } from "../domain/rack.ts";
import type { BootstrapToken } from "../kube/bootstrap-token.ts";
import type { CredentialsFile } from "../store/credentials.ts";
import type { PackageFiles } from "../store/package-files.ts";
import type { Store } from "../store/store.ts";
import type { WishesFile } from "../store/wishes-file.ts";
import { type Bell, bell } from "./bell.ts";
import type { Calendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { type Contests, contests } from "./contests.ts";
import type { Facts } from "./facts.ts";
import { type Fingerprints, fingerprints } from "./fingerprints.ts";
import { type KubeLink, kubeLink } from "./kube-link.ts";
import type { Dial, Link } from "./link.ts";
import type { Log } from "./log.ts";

/** A connected, adopted node. Lives as long as its connection. */
export interface Session {
  readonly name: string;
  readonly keyHash: string;
  readonly serial: string;
  readonly bootId: string;
  readonly agentVersion: string;
  readonly endpoint: string;
  readonly link: Link;
  readonly connection: Connection;
  facts: Facts | undefined;
  /** While the plan has its agent: the signal ends with the session, and `broken` ends it. */
  open: { readonly signal: AbortSignal; readonly broken: (cause: unknown) => void } | undefined;
  /** The agent was met at another address too: ask for its facts again. */
  isStale: boolean;
  /** Hashes of the spec that this session applied last; `complete` with what can wait until the node is Ready. */
  applied: { readonly base: string; readonly all: string; readonly complete: boolean } | undefined;
  /** Monotonic milliseconds at which names and routes were applied last, and since when it lacks some. */
  told: number;
  lacksSince: number | undefined;
  /** Wish for the rack's mirror that was fulfilled, or found fulfilled, in this session; on the master only. */
  mirrored: string | undefined;
  /** What was done, or found done, in this session. */
  readonly done: Set<OperationKind>;
  /** Fingerprint of what the grant that ended last, in this session, put into the cluster; on the master only. */
  content: string | undefined;
  /** What the agent is asked of the cluster's services, and said last; undefined while it was not asked. */
  services: { readonly asked: string; report: ServiceReport | undefined } | undefined;
  /** Failed operations in a row. */
  failures: number;
  /** Who follows the agent's journal; undefined while nobody ever did. */
  followers: Set<(line: string) => void> | undefined;
  /** What it is at, and since when in monotonic milliseconds; of unknown kind when somebody else began it. */
  busy: { readonly kind: OperationKind | undefined; readonly since: number } | undefined;
  /** What the running operation is at, for people. */
  progress: string;
}

export interface FleetPorts {
  /** What rack.yaml says at the start; a fleet's own is what is in force of what was written last. */
  readonly rack: Rack;
  readonly rackSecret: Buffer;
  /** Public half of the key that signs packages; absent: none is taken in. */
  readonly releaseKey?: KeyObject;
  /** Serial number of the coordinator's own Pi. */
  readonly ownSerial: string;
  /** Milliseconds by which the control plane begins before its workers (HEAD_START). */
  readonly headStart: number;
  readonly store: Store;
  readonly credentials: CredentialsFile;
  readonly wishes: WishesFile;
  readonly packages: PackageFiles;
  readonly dial: Dial;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly log: Log;
}

/** How the last question for the newest version of rack.yaml's minor failed. */
interface VersionFailure {
  /** Name of the node that was asked. */
  readonly by: string;
  readonly cause: string;
  /** In a row. */
  readonly failures: number;
  readonly nextTry: number;
}

export interface Fleet extends FleetPorts {
  /** What rack.yaml says, in force or not: another object, as a whole, after `pictl apply`. */
  written: Rack;
  /** By node name. */
  readonly sessions: Map<string, Session>;
  /** Join tokens that kubeadm init was told to make, by node name. In memory only, since they are secrets. */
  readonly held: Map<string, BootstrapToken>;
  /** Monotonic milliseconds at which a node's last session ended. */
  readonly goneSince: Map<string, number>;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** Short sessions in a row, by node name. */
  readonly flapping: Map<string, number>;
  /** Keys of agents whose admission is being decided. */
  readonly admitting: Set<string>;
  readonly contests: Contests;
  /** Rings whenever somebody may have to do something else than before. */
  readonly changed: Bell;
  readonly kube: KubeLink;
  readonly fingerprints: Fingerprints;
  /** Undefined when the version is known, or nobody was asked yet. */
  versionFailure: VersionFailure | undefined;
  /** Names of the nodes that took too long to say which version is the newest: the others are asked first. */
  readonly silent: Set<string>;
  /** Whose turn it is in the rollout, and since when. */
  turn: Turn | undefined;
  /** The last nightly look of this life. */
  night: Night | undefined;
}

export function fleetOf(ports: FleetPorts): Fleet {
  const changed = bell(ports.clock);
  const current = {
    get rack() {
      return ruling(fleet.written, ports.store);
    },
  };
  const fleet: Fleet = {
    ...ports,
    written: ports.rack,
    get rack() {
      return current.rack;
    },
    sessions: new Map(),
    held: new Map(),
    goneSince: new Map(),
    startedAt: ports.clock.monotonic(),
    flapping: new Map(),
    admitting: new Set(),
    contests: contests(ports.clock),
    changed,
    kube: kubeLink(ports, current, changed),
    fingerprints: fingerprints(),
    versionFailure: undefined,
    silent: new Set(),
    turn: undefined,
    night: undefined,
  };
  return fleet;
}

/** What init fixes stays as it is from the moment it is sent: whether it came to an end may not be known yet. */
function ruling(written: Rack, store: Pick<Store, "initSettings">): Rack {
  const made = store.initSettings();
  return made ? { ...written, config: inForce(written.config, made) } : written;
}

/** The fleet of this moment as if another rack.yaml were applied: to look at, not to act on. */
export const withWishes = (fleet: Fleet, written: Rack): Fleet => ({
  ...fleet,
  written,
  rack: ruling(written, fleet.store),
});

/** Throws `invalid` for a name that no node has. */
export function recordOf({ store }: Pick<Fleet, "store">, name: string): NodeRecord {
  const record = store.nodes().find((node) => node.name === name);
  if (record) return record;
  throw new AppError("invalid", `no node is called ${name}: see pictl status`);
}
