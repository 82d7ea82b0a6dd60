/** What is to be done for the rack as a whole and in its cluster. Pure. */
import { controlPlaneOf } from "./node.ts";
import type { RackView } from "./rack.ts";
import { LONGEST_TURN, turnOf } from "./rollout.ts";
import { spareTokens, type TokenRecord } from "./tokens.ts";

export type RackTask = Tokens | Version | Turn;

/** In the cluster. */
interface Tokens {
  readonly target: "cluster";
  readonly todo:
    | { readonly kind: "delete-tokens"; readonly tokens: readonly TokenRecord[] }
    | { readonly kind: "await-tokens" };
  readonly again: number;
}

/** Which version of rack.yaml's minor is the newest: one agent is asked, once; the last one may have failed to say. */
interface Version {
  readonly target: "repository";
  readonly todo: { readonly kind: "ask-version"; readonly of: string } | { readonly kind: "await-version" };
  readonly again: number;
}

/** A node that freezes, or comes and goes, shall not keep a new agent from the others. */
interface Turn {
  readonly target: "rollout";
  readonly todo: { readonly kind: "end-turn" | "await-turn"; readonly of: string; readonly version: string };
  readonly again: number;
}

const NEVER = 3_600_000;
/** Milliseconds between two looks at tokens, which grow old, and at a turn: that somebody is occupied is told nowhere. */
const LOOK_AT_TOKENS = 30_000;
const LOOK_AT_TURN = 1_000;

/** Name of the node whose turn it is to get a new agent. */
export const turnIn = ({ rollout }: Pick<RackView, "rollout">): string | undefined =>
  rollout && turnOf(rollout.offer, rollout.agents);

export function rackTasks(rack: RackView, turn: string | undefined): readonly RackTask[] {
  return [...tokenTasks(rack), ...versionTasks(rack), ...turnTasks(rack, turn)];
}

/** What a killed coordinator or an unreachable API server left behind, and what has done its work. */
function tokenTasks({ tokens, nodes, held, now }: RackView): readonly Tokens[] {
  if (tokens.length === 0) return [];
  const records = nodes.map(({ record }) => record);
  const spare = spareTokens(tokens, records, held, now);
  const todo =
    spare.length > 0 ? ({ kind: "delete-tokens", tokens: spare } as const) : ({ kind: "await-tokens" } as const);
  return [{ target: "cluster", todo, again: LOOK_AT_TOKENS }];
}

function versionTasks({ version, versionFailure, nodes, silent, now }: RackView): readonly Version[] {
  if (version !== undefined) return [];
  const of = whomToAsk(nodes, silent);
  if (of === undefined) return [];
  const pause = versionFailure?.by === of ? versionFailure.nextTry - now : 0;
  if (pause > 0) return [{ target: "repository", todo: { kind: "await-version" }, again: pause }];
  return [{ target: "repository", todo: { kind: "ask-version", of }, again: NEVER }];
}

/** The control plane, whose way to the packages is the rack's; anybody as long as it is not connected. */
function whomToAsk(nodes: RackView["nodes"], silent: ReadonlySet<string>): string | undefined {
  const connected = nodes.filter(({ away }) => away === undefined);
  const able = connected.filter(({ lacks }) => !lacks.has("getVersions"));
  // Of those who are all too old, one says so.
  const all = (able.length > 0 ? able : connected).map(({ record }) => record);
  const heard = all.filter(({ name }) => !silent.has(name));
  const asked = heard.length > 0 ? heard : all;
  return (controlPlaneOf(asked) ?? asked[0])?.name;
}

function turnTasks({ rollout, turn, monotonic }: RackView, name: string | undefined): readonly Turn[] {
  if (!rollout || name === undefined) return [];
  const { id, version } = rollout.offer.rollout;
  const isOver = turn?.name === name && turn.id === id && monotonic - turn.since > LONGEST_TURN;
  return [
    { target: "rollout", todo: { kind: isOver ? "end-turn" : "await-turn", of: name, version }, again: LOOK_AT_TURN },
  ];
}
