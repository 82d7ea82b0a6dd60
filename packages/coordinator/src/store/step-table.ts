/**
 * Steps that agents reported: in memory until they are written, all at once, so that an agent cannot wear out the card.
 */
import type { StepRecord } from "@rackberry/config";
import type { Database, Row } from "./database.ts";
import { stepOf } from "./rows.ts";
import { KEPT } from "./schema.ts";
import type { Store } from "./store.ts";

export function stepTable(database: Database): Pick<Store, "addSteps" | "writeSteps" | "steps"> {
  const fresh = new Map<string, { readonly operation: string; readonly step: StepRecord }>();
  const written = (limit: number) =>
    database.all("SELECT * FROM step ORDER BY number DESC LIMIT ?", limit).toReversed();
  return {
    addSteps: (operation, steps) => {
      for (const step of steps) {
        const key = keyOf(operation, step);
        if (!fresh.has(key)) fresh.set(key, { operation, step });
      }
      for (const oldest of fresh.keys()) {
        if (fresh.size <= KEPT.step) break;
        fresh.delete(oldest);
      }
    },
    writeSteps: () => {
      if (fresh.size === 0) return false;
      // The operation's result is written after its steps, so a stored result never lacks them.
      database.lazily(() => {
        for (const { operation, step } of fresh.values()) {
          database.run(
            `INSERT OR IGNORE INTO step (operation, node, step, outcome, duration_ms, tool_ms, at_ms, sentence)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[operation, step.node, step.step, step.outcome, step.durationMs, step.toolMs, step.atMs, step.sentence],
          );
        }
        database.run("DELETE FROM step WHERE number <= (SELECT max(number) FROM step) - ?", KEPT.step);
      });
      fresh.clear();
      return true;
    },
    steps: (limit) => {
      const rows = written(limit);
      const keys = new Set(rows.map(keyOfRow));
      const more = [...fresh].filter(([key]) => !keys.has(key)).map(([, { step }]) => step);
      return [...rows.map(stepOf), ...more].slice(-limit);
    },
  };
}

const keyOf = (operation: string, { step, outcome, atMs }: StepRecord) => `${operation} ${step} ${outcome} ${atMs}`;
const keyOfRow = (row: Row) => keyOf(String(row.operation), stepOf(row));
