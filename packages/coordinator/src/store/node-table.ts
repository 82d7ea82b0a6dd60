/** Nodes, their transitions and spent cards in the database. */
import { describe, type NodeRecord } from "../domain/node.ts";
import type { Database } from "./database.ts";
import { nodeOf, transitionOf } from "./rows.ts";
import { KEPT } from "./schema.ts";
import type { NodePatch, Store } from "./store.ts";

type NodeTable = Pick<Store, "nodes" | "adopt" | "update" | "setState" | "cardSpentBy" | "transitions">;

const COLUMNS: { readonly [K in Exclude<keyof NodePatch, "operation">]-?: string } = {
  role: "role",
  model: "model",
  endpoint: "endpoint",
  address: "address",
  podSubnet: "pod_subnet",
  clusterHash: "cluster_hash",
  agentVersion: "agent_version",
  resetRequested: "reset_requested",
  joins: "joins",
  joinedAt: "joined_at",
};

/**
 * What an agent and Kubernetes report again, and the end of an operation: the agent is asked about that until it is
 * known.
 */
const LEARNT_AGAIN: ReadonlySet<string> = new Set<keyof NodePatch>([
  ...(["model", "endpoint", "address", "podSubnet", "agentVersion", "operation"] as const),
]);
const isLearntAgain = (patch: NodePatch): boolean =>
  patch.operation === undefined && Object.keys(patch).every((field) => LEARNT_AGAIN.has(field));

export function nodeTable(database: Database): NodeTable {
  const addTransition = (node: string, from: string, to: string, at: number) => {
    database.run("INSERT INTO transition (node, from_phase, to_phase, at) VALUES (?, ?, ?, ?)", node, from, to, at);
    database.run("DELETE FROM transition WHERE number <= (SELECT max(number) FROM transition) - ?", KEPT.transition);
  };
  // Read far more often than written, by every session after every change; a write reads only its own row again.
  let known: readonly NodeRecord[] | undefined;
  const nodes = () => {
    known ??= database.all("SELECT * FROM node ORDER BY rowid").map(nodeOf);
    return known;
  };
  const find = (name: string) => nodes().find((node) => node.name === name);
  /** A new node comes last, even if it takes over an existing name. */
  const changing = (name: string, work: () => void, { isNew = false, isLazy = false } = {}) => {
    const before = nodes();
    // If the work fails, all rows are read again.
    known = undefined;
    if (isLazy) database.lazily(work);
    else database.transaction(work);
    const row = database.get("SELECT * FROM node WHERE name = ?", name);
    if (!row) return;
    const fresh = nodeOf(row);
    if (isNew) known = [...before.filter((node) => node.name !== name), fresh];
    else
      known = before.with(
        before.findIndex((node) => node.name === name),
        fresh,
      );
  };
  return {
    nodes,
    adopt: ({ name, role, serial, model, keyHash, cardId, at }) => {
      const before = find(name);
      const isNew = before?.keyHash !== keyHash;
      const work = () => {
        if (isNew) {
          // A new key means a newly installed system, of which nothing is known yet.
          if (before) database.run("DELETE FROM node WHERE name = ?", name);
          // A person's approval of an earlier key of this Pi ends with that key.
          database.run("DELETE FROM approval WHERE serial = ? AND fingerprint <> ?", serial, keyHash);
          database.run(
            `INSERT INTO node (name, role, serial, model, key_hash, card_id, address, phase, detail, since)
             VALUES (?, ?, ?, ?, ?, ?, ?, 'seen', ?, ?)`,
            ...[name, role, serial, model, keyHash, cardId, before?.address ?? "", describe({ phase: "seen" }), at],
          );
          addTransition(name, before?.phase ?? "", "seen", at);
        }
        if (cardId) database.run("INSERT OR IGNORE INTO spent_card VALUES (?, ?, ?)", cardId, keyHash, at);
      };
      changing(name, work, { isNew });
    },
    update: (name, patch) => {
      // An agent that comes and goes all day reports the same each time.
      if (isSame(find(name), patch)) return;
      const work = () => {
        for (const [field, column] of Object.entries(COLUMNS)) {
          const value = patch[field as keyof typeof COLUMNS];
          if (value === undefined) continue;
          database.run(
            `UPDATE node SET ${column} = ? WHERE name = ?`,
            typeof value === "boolean" ? +value : value,
            name,
          );
        }
        if ("operation" in patch) {
          const { id = null, kind = null } = patch.operation ?? {};
          database.run("UPDATE node SET operation_id = ?, operation_kind = ? WHERE name = ?", id, kind, name);
        }
      };
      changing(name, work, { isLazy: isLearntAgain(patch) });
    },
    setState: (name, state, at) => {
      const before = find(name);
      const detail = describe(state);
      const nextTry = state.phase === "failed" ? state.nextTry : undefined;
      const same = before?.phase === state.phase;
      if (!before || (same && before.detail === detail && before.nextTry === nextTry)) return;
      const work = () => {
        database.run(
          "UPDATE node SET phase = ?, detail = ?, since = ?, next_try = ? WHERE name = ?",
          ...[state.phase, detail, same ? before.since : at, nextTry ?? null, name],
        );
        if (!same) addTransition(name, before.phase, state.phase, at);
      };
      changing(name, work, { isLazy: true });
    },
    cardSpentBy: (cardId) => {
      const row = database.get("SELECT key_hash FROM spent_card WHERE card_id = ?", cardId);
      return row && String(row.key_hash);
    },
    transitions: () => database.all("SELECT * FROM transition ORDER BY number").map(transitionOf),
  };
}

function isSame(node: NodeRecord | undefined, patch: NodePatch): boolean {
  if (!node || ("operation" in patch && node.operation?.id !== patch.operation?.id)) return false;
  const { operation, ...rest } = patch;
  return Object.entries(rest).every(
    ([field, value]) => value === undefined || node[field as keyof NodeRecord] === value,
  );
}
