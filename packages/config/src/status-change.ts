/** What a watcher receives: the whole status, then only the differences, so that changes stay small in a large rack. */
import { isDeepStrictEqual } from "node:util";
import type { NodeStatus, RackStatus, RolloutNode, RolloutStatus, Stranger } from "./api.ts";

/** Unchanged items of a list are represented by a string: a node by its name, a stranger by its fingerprint. */
interface Lists {
  readonly nodes: readonly (NodeStatus | string)[];
  readonly strangers: readonly (Stranger | string)[];
  readonly rollout: (Omit<RolloutStatus, "nodes"> & { readonly nodes: readonly (RolloutNode | string)[] }) | null;
}

/** Unchanged fields are absent, and removed ones are null. */
export type StatusChange = {
  readonly [K in keyof RackStatus]?: K extends keyof Lists ? Lists[K] : RackStatus[K] | null;
};

const nameOf = ({ name }: { readonly name: string }) => name;
const fingerprintOf = ({ fingerprint }: Stranger) => fingerprint;

/** The whole status if there is no earlier one. */
export function changeOf(before: RackStatus | undefined, after: RackStatus): StatusChange {
  if (!before) return after;
  const { rollout } = after;
  const short: StatusChange = {
    ...after,
    nodes: shortened(before.nodes, after.nodes, nameOf),
    strangers: shortened(before.strangers, after.strangers, fingerprintOf),
    rollout: rollout ? { ...rollout, nodes: shortened(before.rollout?.nodes, rollout.nodes, nameOf) } : null,
  };
  const fields = Object.keys({ ...before, ...after }) as (keyof RackStatus)[];
  const other = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  return Object.fromEntries(other.map((field) => [field, short[field] ?? null]));
}

/** The status after a change; parts that `changeOf` would not make are passed on, for the reader's parser to check. */
export function withChange(before: RackStatus | undefined, change: Readonly<Record<string, unknown>>): unknown {
  const { nodes, strangers, rollout } = change;
  const lists = {
    nodes: lengthened(before?.nodes, nodes, nameOf),
    strangers: lengthened(before?.strangers, strangers, fingerprintOf),
    rollout: isMap(rollout)
      ? { ...rollout, nodes: lengthened(before?.rollout?.nodes, rollout.nodes, nameOf) }
      : (rollout ?? before?.rollout),
  };
  const all = Object.entries({ ...before, ...change, ...lists, ...(rollout === null && { rollout }) });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

function shortened<T>(before: readonly T[] = [], after: readonly T[], keyOf: (item: T) => string) {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  return after.map((item) => (isDeepStrictEqual(known.get(keyOf(item)), item) ? keyOf(item) : item));
}

function lengthened<T>(before: readonly T[] = [], list: unknown, keyOf: (item: T) => string): unknown {
  if (list === undefined) return before;
  if (!Array.isArray(list)) return list;
  const known = new Map(before.map((item) => [keyOf(item), item]));
  return list.map((item) => (typeof item === "string" ? (known.get(item) ?? item) : item));
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
