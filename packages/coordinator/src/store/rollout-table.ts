/** The agent's packages that the owner signed, and their rollout, in the database. */
import type { SignedPackage } from "@rackberry/protocol";
import type { Rollout } from "../domain/rollout.ts";
import type { Database, Row } from "./database.ts";
import type { Store } from "./store.ts";

type RolloutTable = Pick<Store, "packages" | "putPackage" | "dropPackages" | "rollout" | "setRollout">;

export function rolloutTable(database: Database): RolloutTable {
  // Cached: every session reads them after every change, and they are written rarely.
  let packages: readonly SignedPackage[] | undefined;
  let rollout: { readonly now: Rollout | undefined } | undefined;
  return {
    packages: () => {
      packages ??= database.all("SELECT * FROM package ORDER BY version, architecture").map(packageOf);
      return packages;
    },
    putPackage: ({ manifest, signature }) => {
      packages = undefined;
      const { version, architecture, size, sha256, downgrade } = manifest;
      database.run(
        "INSERT OR REPLACE INTO package VALUES (?, ?, ?, ?, ?, ?, ?)",
        ...[version, architecture, size, sha256],
        ...[downgrade?.rollout ?? null, downgrade?.from ?? null, signature],
      );
    },
    dropPackages: (version) => {
      packages = undefined;
      database.run("DELETE FROM package WHERE version = ?", version);
    },
    rollout: () => {
      if (!rollout) {
        const row = database.get("SELECT * FROM rollout");
        rollout = { now: row && rolloutOf(row) };
      }
      return rollout.now;
    },
    setRollout: ({ id, version, startedAt, haltedAt, reason, setBack }) => {
      rollout = undefined;
      database.run(
        "INSERT OR REPLACE INTO rollout VALUES (1, ?, ?, ?, ?, ?, ?)",
        ...[id, version, startedAt, haltedAt, reason, JSON.stringify(setBack)],
      );
    },
  };
}

const packageOf = (row: Row): SignedPackage => ({
  manifest: {
    version: String(row.version),
    architecture: String(row.architecture),
    size: Number(row.size),
    sha256: String(row.sha256),
    ...(row.downgrade_rollout !== null && {
      downgrade: { rollout: String(row.downgrade_rollout), from: String(row.downgrade_from) },
    }),
  },
  signature: row.signature as Uint8Array,
});

const rolloutOf = (row: Row): Rollout => ({
  id: String(row.id),
  version: String(row.version),
  startedAt: Number(row.started_at),
  haltedAt: String(row.halted_at),
  reason: String(row.reason),
  setBack: JSON.parse(String(row.set_back)),
});
