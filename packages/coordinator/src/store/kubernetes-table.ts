/** The version found for rack.yaml's minor, in the database. */
import type { Database } from "./database.ts";
import type { Store } from "./store.ts";

export function kubernetesTable(database: Database): Pick<Store, "kubernetes" | "setKubernetes"> {
  // Cached: every session reads it after every change.
  let known: { readonly record: ReturnType<Store["kubernetes"]> } | undefined;
  const read = () => {
    const row = database.get("SELECT wanted, version FROM kubernetes");
    return { record: row && { wanted: String(row.wanted), version: String(row.version) } };
  };
  return {
    kubernetes: () => {
      known ??= read();
      return known.record;
    },
    setKubernetes: (record) => {
      known = undefined;
      database.transaction(() => {
        database.run("DELETE FROM kubernetes");
        if (record) database.run("INSERT INTO kubernetes VALUES (1, ?, ?)", record.wanted, record.version);
      });
    },
  };
}
