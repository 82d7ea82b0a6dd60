/** A new agent for the rack: whose turn it is, and how far it is. Pure. */
import type { NodeRole, RolloutNode, RolloutStatus } from "@rackberry/config";
import { compareVersions, mayReplace, type SignedPackage } from "@rackberry/protocol";

/** What the owner asked for with `pictl upgrade`. */
export interface Rollout {
  /** Also the id of the operation on every node, so that each tries once. */
  readonly id: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Node at which it was halted; "" while it goes on. */
  readonly haltedAt: string;
  readonly reason: string;
  /** Nodes at which it, or one before it, was halted: they come last, so that the others do not wait for them again. */
  readonly setBack: readonly string[];
}

export interface Offer {
  readonly rollout: Rollout;
  /** One for each architecture. */
  readonly packages: readonly SignedPackage[];
  /** Hours that must begin before another node is disturbed, 02:00-05:00; "" when it may be. */
  readonly awaits: string;
}

/** A node as far as its agent is concerned. */
export interface AgentView {
  readonly name: string;
  readonly role: NodeRole;
  /** "" when it never said. */
  readonly version: string;
  /** "" while it is not connected. */
  readonly architecture: string;
  readonly connected: boolean;
  /** It was told to upgrade, and how that ended is not known yet. */
  readonly upgrading: boolean;
  /** Something else has been under way on it for longer than the others shall wait. */
  readonly occupied: boolean;
  /** What is under way, for people. */
  readonly progress: string;
}

/** The package that this agent should become; undefined when it is that, or must stay what it is. */
export function packageFor({ rollout, packages }: Offer, agent: AgentView): SignedPackage | undefined {
  const found = packages.find(({ manifest }) => manifest.architecture === agent.architecture);
  if (!found || compareVersions(rollout.version, agent.version) === 0) return undefined;
  return mayReplace(found.manifest, agent.version) ? found : undefined;
}

/**
 * One node at a time: the one that is being upgraded holds the turn, also while it is away. A worker is the first, so
 * that what is wrong shows there; the control plane comes after all of them, and last come nodes that halted a rollout.
 * After a failure nobody has the turn, and outside of rack.yaml's hours nobody gets it. Who is occupied is passed over, as one that is away is.
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

/** Milliseconds that one node may have the turn: its package comes over a slow network, dpkg writes on a slow card. */
export const LONGEST_TURN = 20 * 60_000;
/** Milliseconds that something else may take on a node before the rollout passes it over. */
export const LONGEST_WAIT = 60_000;

/** Nodes that come last in the next rollout; who became what it was told comes no later than others any more. */
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
