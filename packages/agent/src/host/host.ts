/** Host: the one port in front of every effect on the operating system. */

export type Argv = readonly [program: string, ...args: string[]];

export interface RunOptions {
  readonly stdin?: string;
  /** Added to a minimal environment (PATH, LC_ALL=C.UTF-8, DEBIAN_FRONTEND=noninteractive). */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds until the program is killed and `timeout` is thrown. Default 60,000. */
  readonly timeout?: number;
  /** Exit codes that are an answer, not a failure. Default [0]. */
  readonly okCodes?: readonly number[];
}

export interface UnitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with each line that the program prints, standard output and error together, from its beginning. */
  readonly onLine?: (line: string) => void;
}

export interface FileInfo {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** utf8: text. bytes: each character is one byte, so that content that is not UTF-8 survives unchanged. */
export type Encoding = "utf8" | "bytes";

export interface WriteOptions {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Default utf8. */
  readonly encoding?: Encoding;
}

export interface Host {
  /** Runs argv without a shell, returns its standard output. Rejects with `command-failed` and the tool's own words. */
  run(argv: Argv, options?: RunOptions): Promise<string>;
  /**
   * Runs argv as the transient systemd unit `unit`, so that it outlives this process; if that unit is already running
   * (started by an earlier life of the agent), waits for it instead of starting a second. If that unit ran the same
   * argv, its result is returned, even if it ended while nobody was waiting; otherwise ours is started after it.
   * Rejects as `run` does. Aborting the signal stops the waiting, not the unit.
   */
  runUnit(unit: string, argv: Argv, options?: UnitOptions): Promise<void>;
  /**
   * What the unit runs, or ran if its result has not been collected yet: the next `runUnit` of the same argv
   * returns that result instead of starting the program again. `undefined` when there is no such unit.
   */
  pendingUnit(unit: string): Promise<Argv | undefined>;
  /** Content, as UTF-8 unless asked otherwise; absent is `undefined`, never an error. Works on /proc and /sys too. */
  read(path: string, encoding?: Encoding): Promise<string | undefined>;
  /**
   * All or nothing: a power cut leaves the old content or the new. Follows no symlink at the target, and only root's
   * symlinks on the way there; every folder on the way belongs to root or to `uid`. Mode default 0644.
   */
  write(path: string, content: string, options?: WriteOptions): Promise<void>;
  /** Removes a file; absent is fine. */
  remove(path: string): Promise<void>;
  /** Makes a directory and its parents, 0755 unless `mode` is given for the last one. Links as with `write`. */
  makeDirectory(path: string, options?: { mode?: number; uid?: number; gid?: number }): Promise<void>;
  /** Names in a directory, sorted; absent is `undefined`. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Does not follow a symlink. */
  info(path: string): Promise<FileInfo | undefined>;
}

/** Time as a parameter. */
export interface Clock {
  /** Milliseconds since 1970, as the Pi's clock says. May jump. */
  now(): number;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
