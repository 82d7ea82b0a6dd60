/** Store on the embedded database. */
import { clusterTable } from "./cluster-table.ts";
import type { Database } from "./database.ts";
import { kubernetesTable } from "./kubernetes-table.ts";
import { mirrorTable } from "./mirror-table.ts";
import { nodeTable } from "./node-table.ts";
import { rolloutTable } from "./rollout-table.ts";
import { stepOf } from "./rows.ts";
import { KEPT } from "./schema.ts";
import type { Store } from "./store.ts";
import { strangerTable } from "./stranger-table.ts";

export function sqliteStore(database: Database): Store {
  return {
    ...nodeTable(database),
    ...rolloutTable(database),
    ...strangerTable(database),
    ...stepTable(database),
    ...mirrorTable(database),
    ...kubernetesTable(database),
    ...clusterTable(database),
    tokens: () =>
      database
        .all("SELECT * FROM token ORDER BY at")
        .map((row) => ({ id: String(row.id), node: String(row.node), at: Number(row.at) })),
    addToken: ({ id, node, at }) => database.run("INSERT OR REPLACE INTO token VALUES (?, ?, ?)", id, node, at),
    removeToken: (id) => database.run("DELETE FROM token WHERE id = ?", id),
    close: () => database.close(),
  };
}

function stepTable(database: Database): Pick<Store, "addSteps" | "steps"> {
  return {
    addSteps: (operation, steps) =>
      database.transaction(() => {
        for (const step of steps) {
          database.run(
            `INSERT OR IGNORE INTO step (operation, node, step, outcome, duration_ms, tool_ms, at_ms, sentence)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[operation, step.node, step.step, step.outcome, step.durationMs, step.toolMs, step.atMs, step.sentence],
          );
        }
        database.run("DELETE FROM step WHERE number <= (SELECT max(number) FROM step) - ?", KEPT.step);
      }),
    steps: (limit) => database.all("SELECT * FROM step ORDER BY number DESC LIMIT ?", limit).map(stepOf).reverse(),
  };
}
