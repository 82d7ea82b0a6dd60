/** The rollout of a new agent: whose turn it is, and how far it has come. Pure. */
import type { NodeRole, RolloutNode, RolloutStatus } from "@rackberry/config";
import { compareVersions, mayReplace, type SignedPackage } from "@rackberry/protocol";

/** What the owner asked for with `pictl upgrade`. */
export interface Rollout {
  /** Also the id of the operation on every node, so that each node tries only once. */
  readonly id: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Node at which it was halted; "" while it continues. */
  readonly haltedAt: string;
  readonly reason: string;
  /** Nodes at which this or an earlier rollout was halted; they come last, so others do not wait for them again. */
  readonly setBack: readonly string[];
}

export interface Offer {
  readonly rollout: Rollout;
  /** One for each architecture. */
  readonly packages: readonly SignedPackage[];
  /** The hours, such as 02:00-05:00, that must begin before another node is disturbed; "" when it may be now. */
  readonly awaits: string;
}

/** What matters about a node for upgrading its agent. */
export interface AgentView {
  readonly name: string;
  readonly role: NodeRole;
  /** "" when it never reported one. */
  readonly version: string;
  /** "" while it is not connected. */
  readonly architecture: string;
  readonly connected: boolean;
  /** It was told to upgrade, and the result is not known yet. */
  readonly upgrading: boolean;
  /** Something else has been under way on it for longer than the others should wait. */
  readonly occupied: boolean;
  /** What is under way, for a person to read. */
  readonly progress: string;
}

/** The package to install on this node; undefined when its agent already has that version or must not be replaced. */
export function packageFor({ rollout, packages }: Offer, agent: AgentView): SignedPackage | undefined {
  const found = packages.find(({ manifest }) => manifest.architecture === agent.architecture);
  if (!found || compareVersions(rollout.version, agent.version) === 0) return undefined;
  return mayReplace(found.manifest, agent.version) ? found : undefined;
}

/**
 * One node at a time: the one being upgraded holds the turn, even while it is away. Workers come first, so that a fault
 * shows there; then the control plane; nodes that halted a rollout come last. After a failure no node has the turn, and
 * outside rack.yaml's hours no node gets it. Nodes that are occupied or away are passed over.
 */
export function turnOf(offer: Offer, agents: readonly AgentView[]): string | undefined {
  if (offer.rollout.haltedAt !== "") return undefined;
  const upgrading = agents.find((agent) => agent.upgrading);
  if (upgrading) return upgrading.name;
  if (offer.awaits !== "") return undefined;
  const due = agents.filter((agent) => agent.connected && !agent.occupied && packageFor(offer, agent));
  const order = (agent: AgentView) =>
    offer.rollout.setBack.includes(agent.name) ? 2 : agent.role === "control-plane" ? 1 : 0;
  return due.toSorted((a, b) => order(a) - order(b))[0]?.name;
}

/** Milliseconds that one node may have the turn, allowing for a slow network and for dpkg on a slow card. */
export const LONGEST_TURN = 20 * 60_000;
/** Milliseconds that other work may take on a node before the rollout passes it over. */
export const LONGEST_WAIT = 60_000;

/** Nodes that come last in the next rollout; a node that reached this version is no longer one of them. */
export function setBackAfter(
  { version, haltedAt, setBack }: Rollout,
  agents: readonly Pick<AgentView, "name" | "version">[],
): readonly string[] {
  const behind = new Set(haltedAt === "" ? setBack : [...setBack, haltedAt]);
  return agents.filter((agent) => behind.has(agent.name) && agent.version !== version).map(({ name }) => name);
}

export function rolloutStatus(offer: Offer, agents: readonly AgentView[]): RolloutStatus {
  const { id, version, startedAt, haltedAt, reason } = offer.rollout;
  const turn = turnOf(offer, agents);
  const nodes = agents.map((agent) => nodeStatus(offer, agent, turn));
  const common = { id, version, startedAt, nodes };
  if (haltedAt !== "") return { ...common, state: "halted", haltedAt, reason };
  const goesOn = nodes.some(({ state }) => state === "waiting" || state === "upgrading");
  return { ...common, state: goesOn ? "running" : "done" };
}

function nodeStatus(offer: Offer, agent: AgentView, turn: string | undefined): RolloutNode {
  const { name, version, architecture, connected, progress } = agent;
  const wanted = offer.rollout.version;
  if (agent.upgrading)
    return { name, state: "upgrading", detail: progress || "installing it, and waiting for the new agent" };
  if (version === wanted) return { name, state: "done", detail: `runs ${version}` };
  if (!connected) return { name, state: "away", detail: "is not connected, and will be upgraded when it comes back" };
  if (packageFor(offer, agent)) {
    if (name === turn) return { name, state: "upgrading", detail: progress || "its turn begins" };
    return { name, state: "waiting", detail: `runs ${version}, waiting for ${offer.awaits || "its turn"}` };
  }
  const hasPackage = offer.packages.some(({ manifest }) => manifest.architecture === architecture);
  const why = hasPackage
    ? "which is newer; --allow-downgrade replaces it"
    : `and there is no package for ${architecture}`;
  return { name, state: "unfit", detail: `runs ${version}, ${why}` };
}
