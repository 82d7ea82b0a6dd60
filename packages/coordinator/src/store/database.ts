/** The embedded database. The only file that imports node:sqlite. */
import { closeSync, fchmodSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { AppError } from "@rackberry/protocol";
import { MIGRATIONS } from "./schema.ts";

export type Row = Record<string, unknown>;

export interface Database {
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  run(sql: string, ...values: SQLInputValue[]): void;
  /** All of `work` or nothing; on the disk when it returns, together with everything written before it. */
  transaction(work: () => void): void;
  /** The same, but on the disk only with the next transaction: for what is learnt again after a power failure. */
  lazily(work: () => void): void;
  close(): void;
}

const MIB = 1024 * 1024;

/** Opens `path` and brings it to the newest version. Throws `refused` for a file from a newer coordinator. */
export function openDatabase(path: string): Database {
  if (path !== ":memory:") makePrivate(path);
  const connection = new DatabaseSync(path);
  connection.exec("PRAGMA journal_mode = WAL");
  // FULL, not NORMAL: in WAL mode, NORMAL may lose the last commits in a power failure, and an agent erases its card
  // secret trusting that its key was stored.
  connection.exec("PRAGMA synchronous = FULL");
  // Every table has its own limit, far below the 64 MiB; the write-ahead log shrinks again after a large transaction.
  connection.exec(`PRAGMA journal_size_limit = ${4 * MIB}`);
  const pageSize = Number(connection.prepare("PRAGMA page_size").get()?.page_size);
  connection.exec(`PRAGMA max_page_count = ${Math.floor((64 * MIB) / pageSize)}`);
  const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const transaction = (work: () => void) => {
    connection.exec("BEGIN IMMEDIATE");
    try {
      work();
      connection.exec("COMMIT");
    } catch (error) {
      connection.exec("ROLLBACK");
      throw error;
    }
  };
  const lazily = (work: () => void) => {
    // The log is written in order, so the next commit that waits for the disk includes this one.
    connection.exec("PRAGMA synchronous = NORMAL");
    try {
      transaction(work);
    } finally {
      connection.exec("PRAGMA synchronous = FULL");
    }
  };
  migrate(connection, path, transaction);
  return {
    all: (sql, ...values) => prepare(sql).all(...values),
    get: (sql, ...values) => prepare(sql).get(...values),
    run: (sql, ...values) => {
      prepare(sql).run(...values);
    },
    transaction,
    lazily,
    close: () => connection.close(),
  };
}

/** Readable only by its owner, even if the folder is not; SQLite gives its log and index the same mode. */
function makePrivate(path: string): void {
  const file = openSync(path, "a", 0o600);
  fchmodSync(file, 0o600);
  closeSync(file);
}

function migrate(connection: DatabaseSync, path: string, transaction: (work: () => void) => void): void {
  const version = Number(connection.prepare("PRAGMA user_version").get()?.user_version);
  if (version > MIGRATIONS.length) {
    connection.close();
    throw new AppError("refused", `${path} is from a newer pi-coordinator (version ${version}): install that one`);
  }
  if (version === MIGRATIONS.length) return;
  transaction(() => {
    for (const migration of MIGRATIONS.slice(version)) connection.exec(migration);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}
