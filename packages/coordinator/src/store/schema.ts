/** The database's schema, and how an older file is migrated. */

/** One entry per version: the SQL that migrates a file from the previous version. Entries are only ever added. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE node (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    serial TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    card_id TEXT NOT NULL,
    endpoint TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phase TEXT NOT NULL,
    detail TEXT NOT NULL,
    since INTEGER NOT NULL,
    next_try INTEGER,
    pod_subnet TEXT NOT NULL DEFAULT '',
    cluster_hash TEXT NOT NULL DEFAULT '',
    operation_id TEXT,
    operation_kind TEXT,
    reset_requested INTEGER NOT NULL DEFAULT 0,
    joins INTEGER NOT NULL DEFAULT 0,
    joined_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE spent_card (card_id TEXT PRIMARY KEY, key_hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE TABLE cluster (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    ca_hash TEXT NOT NULL,
    server TEXT NOT NULL,
    ca TEXT NOT NULL,
    granted INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE init_settings (only INTEGER PRIMARY KEY CHECK (only = 1), settings TEXT NOT NULL) STRICT;
  CREATE TABLE token (
    id TEXT PRIMARY KEY,
    node TEXT NOT NULL,
    at INTEGER NOT NULL,
    request TEXT NOT NULL DEFAULT '',
    issued_at INTEGER
  ) STRICT;
  CREATE TABLE approval (
    fingerprint TEXT NOT NULL,
    serial TEXT NOT NULL,
    compared INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, serial)
  ) STRICT;
  CREATE TABLE transition (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    node TEXT NOT NULL,
    from_phase TEXT NOT NULL,
    to_phase TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE step (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    operation TEXT NOT NULL,
    node TEXT NOT NULL,
    step TEXT NOT NULL,
    outcome TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    tool_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    UNIQUE (operation, step, outcome, at_ms)
  ) STRICT;
  `,
  `
  ALTER TABLE node ADD COLUMN agent_version TEXT NOT NULL DEFAULT '';
  CREATE TABLE package (
    version TEXT NOT NULL,
    architecture TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    downgrade_rollout TEXT,
    downgrade_from TEXT,
    signature BLOB NOT NULL,
    PRIMARY KEY (version, architecture)
  ) STRICT;
  CREATE TABLE rollout (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    halted_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_back TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE mirror (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    wished INTEGER NOT NULL,
    images TEXT NOT NULL,
    asked INTEGER NOT NULL,
    content TEXT,
    filled_for TEXT NOT NULL,
    failure TEXT NOT NULL,
    next_try INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE kubernetes (only INTEGER PRIMARY KEY CHECK (only = 1), wanted TEXT NOT NULL, version TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE cluster ADD COLUMN content TEXT NOT NULL DEFAULT '';
  `,
  `
  ALTER TABLE cluster ADD COLUMN address TEXT NOT NULL DEFAULT '';
  `,
];

/** How many rows and strangers are kept of what grows with time or by others' doing. */
export const KEPT = { transition: 2_000, step: 5_000, stranger: 64 } as const;
