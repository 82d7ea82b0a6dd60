/** Store on the embedded database. */
import { clusterTable } from "./cluster-table.ts";
import type { Database } from "./database.ts";
import { kubernetesTable } from "./kubernetes-table.ts";
import { mirrorTable } from "./mirror-table.ts";
import { nodeTable } from "./node-table.ts";
import { rolloutTable } from "./rollout-table.ts";
import { stepTable } from "./step-table.ts";
import type { Store } from "./store.ts";
import { strangers } from "./strangers.ts";

export function sqliteStore(database: Database): Store {
  const nodes = nodeTable(database);
  const steps = stepTable(database);
  const outside = strangers();
  return {
    ...nodes,
    adopt: (adoption) => {
      nodes.adopt(adoption);
      outside.removeStranger(adoption.keyHash);
    },
    ...rolloutTable(database),
    ...outside,
    ...approvalTable(database),
    ...steps,
    ...mirrorTable(database),
    ...kubernetesTable(database),
    ...clusterTable(database),
    tokens: () =>
      database
        .all("SELECT * FROM token ORDER BY at")
        .map((row) => ({ id: String(row.id), node: String(row.node), at: Number(row.at) })),
    addToken: ({ id, node, at }) => database.run("INSERT OR REPLACE INTO token VALUES (?, ?, ?)", id, node, at),
    removeToken: (id) => database.run("DELETE FROM token WHERE id = ?", id),
    close: () => {
      try {
        steps.writeSteps();
      } finally {
        database.close();
      }
    },
  };
}

type ApprovalTable = Pick<Store, "approve" | "approved">;

function approvalTable(database: Database): ApprovalTable {
  return {
    approve: (fingerprint) => database.run("INSERT OR IGNORE INTO approval VALUES (?)", fingerprint),
    approved: (fingerprint) => database.get("SELECT 1 FROM approval WHERE fingerprint = ?", fingerprint) !== undefined,
  };
}
