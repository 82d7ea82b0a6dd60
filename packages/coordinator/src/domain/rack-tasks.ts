/** What to do for the rack as a whole and in its cluster. Pure. */
import { controlPlaneOf } from "./node.ts";
import type { RackView } from "./rack.ts";
import { LONGEST_TURN, turnOf } from "./rollout.ts";
import { spareTokens, type TokenRecord } from "./tokens.ts";

export type RackTask = Tokens | Version | Turn;

/** Join tokens in the cluster. */
interface Tokens {
  readonly target: "cluster";
  readonly todo:
    | { readonly kind: "delete-tokens"; readonly tokens: readonly TokenRecord[] }
    | { readonly kind: "await-tokens" };
  readonly again: number;
}

/** Finds the newest version of rack.yaml's minor: one agent is asked, once; the last one asked may have failed. */
interface Version {
  readonly target: "repository";
  readonly todo: { readonly kind: "ask-version"; readonly of: string } | { readonly kind: "await-version" };
  readonly again: number;
}

/** Ends a turn that takes too long: a node that freezes, or comes and goes, must not delay the others' upgrade. */
interface Turn {
  readonly target: "rollout";
  readonly todo: { readonly kind: "end-turn" | "await-turn"; readonly of: string; readonly version: string };
  readonly again: number;
}

const NEVER = 3_600_000;
/** Milliseconds between checks of tokens, which expire, and of the turn: nothing reports that a node is occupied. */
const LOOK_AT_TOKENS = 30_000;
const LOOK_AT_TURN = 1_000;

/** Name of the node whose turn it is to be upgraded. */
export const turnIn = ({ rollout }: Pick<RackView, "rollout">): string | undefined =>
  rollout && turnOf(rollout.offer, rollout.agents);

export function rackTasks(rack: RackView, turn: string | undefined): readonly RackTask[] {
  return [...tokenTasks(rack), ...versionTasks(rack), ...turnTasks(rack, turn)];
}

/** Tokens left behind by a killed coordinator or an unreachable API server, and those that have done their work. */
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

/** The control plane, whose route to the packages is the rack's; any node while it is not connected. */
function whomToAsk(nodes: RackView["nodes"], silent: ReadonlySet<string>): string | undefined {
  const connected = nodes.filter(({ away }) => away === undefined);
  const able = connected.filter(({ lacks }) => !lacks.has("getVersions"));
  // If all agents are too old, one is asked all the same, so that this is reported.
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
