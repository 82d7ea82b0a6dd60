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
import { tokenTable } from "./token-table.ts";

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
    ...tokenTable(database),
    close: () => {
      try {
        steps.writeSteps();
      } finally {
        database.close();
      }
    },
  };
}

type ApprovalTable = Pick<Store, "approve" | "approval" | "approved">;

function approvalTable(database: Database): ApprovalTable {
  return {
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
