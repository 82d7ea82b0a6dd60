/** Store on the embedded database. */
import { clusterTable } from "./cluster-table.ts";
import type { Database } from "./database.ts";
import { kubernetesTable } from "./kubernetes-table.ts";
import { mirrorTable } from "./mirror-table.ts";
import { nodeTable } from "./node-table.ts";
import { rolloutTable } from "./rollout-table.ts";
import { stepOf, strangerOf } from "./rows.ts";
import { KEPT } from "./schema.ts";
import type { Store } from "./store.ts";
import { tokenTable } from "./token-table.ts";

export function sqliteStore(database: Database): Store {
  return {
    ...nodeTable(database),
    ...rolloutTable(database),
    ...strangerTable(database),
    ...stepTable(database),
    ...mirrorTable(database),
    ...kubernetesTable(database),
    ...clusterTable(database),
    ...tokenTable(database),
    close: () => database.close(),
  };
}

type StrangerTable = Pick<Store, "strangers" | "putStranger" | "removeStranger" | "approve" | "approval" | "approved">;

function strangerTable(database: Database): StrangerTable {
  return {
    strangers: () => database.all("SELECT * FROM stranger ORDER BY since, rowid").map(strangerOf),
    putStranger: ({ fingerprint, serial, address, reason, pending, card, since }) =>
      database.transaction(() => {
        database.run(
          `INSERT INTO stranger (fingerprint, serial, address, reason, pending, card, since) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (fingerprint) DO UPDATE SET serial = excluded.serial, address = excluded.address,
             reason = excluded.reason, pending = excluded.pending, card = excluded.card`,
          ...[fingerprint, serial, address, reason, +pending, +card, since],
        );
        const surplus = "SELECT fingerprint FROM stranger ORDER BY since DESC, rowid DESC LIMIT -1 OFFSET ?";
        database.run(`DELETE FROM stranger WHERE fingerprint IN (${surplus})`, KEPT.stranger);
      }),
    removeStranger: (fingerprint) => database.run("DELETE FROM stranger WHERE fingerprint = ?", fingerprint),
    approve: ({ fingerprint, serial }, how) =>
      database.run(
        `INSERT INTO approval VALUES (?, ?, ?)
         ON CONFLICT (fingerprint, serial) DO UPDATE SET compared = max(compared, excluded.compared)`,
        ...[fingerprint, serial, how === "compared" ? 1 : 0],
      ),
    approval: (fingerprint, serial) => {
      const row = database.get(
        "SELECT compared FROM approval WHERE fingerprint = ? AND serial = ?",
        fingerprint,
        serial,
      );
      return row ? (row.compared === 1 ? "compared" : "said") : "none";
    },
    approved: (fingerprint) => database.get("SELECT 1 FROM approval WHERE fingerprint = ?", fingerprint) !== undefined,
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
