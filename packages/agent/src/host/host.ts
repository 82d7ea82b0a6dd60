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
  /** Each line that the program prints, standard output and error together, from its beginning. */
  readonly onLine?: (line: string) => void;
}

export interface FileInfo {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface TextOptions {
  /** latin1: one character a byte, so that what is written again is what was read, whatever its encoding. */
  readonly encoding?: "utf8" | "latin1";
}

export interface Host {
  /** Runs argv without a shell, answers its standard output. Rejects with `command-failed` and the tool's own words. */
  run(argv: Argv, options?: RunOptions): Promise<string>;
  /**
   * Runs argv as the transient systemd unit `unit`, so that it outlives this process; if that unit runs already
   * (started by an earlier life of the agent), waits for it instead of starting a second. When that one ran the same
   * argv its result is the answer, also when it ended while nobody looked; else ours is started after it.
   * Rejects as `run` does. Aborting the signal stops the waiting, not the unit.
   */
  runUnit(unit: string, argv: Argv, options?: UnitOptions): Promise<void>;
  /**
   * What the unit runs, or ran without anybody having collected its result yet: the next `runUnit` of the same argv
   * answers that result instead of starting the program again. `undefined` when there is no such unit.
   */
  pendingUnit(unit: string): Promise<Argv | undefined>;
  /** Content as UTF-8, or one character a byte; absent is `undefined`, never an error. Works on /proc and /sys too. */
  read(path: string, options?: TextOptions): Promise<string | undefined>;
  /** All or nothing: a power cut leaves the old content or the new. Follows no symlink at the target. Mode default 0644. */
  write(
    path: string,
    content: string,
    options?: TextOptions & { mode?: number; uid?: number; gid?: number },
  ): Promise<void>;
  /** Removes a file; absent is fine. */
  remove(path: string): Promise<void>;
  /** Makes a directory and its parents; mode is for the last one. */
  makeDirectory(path: string, options?: { mode?: number; uid?: number; gid?: number }): Promise<void>;
  /** Names in a directory, sorted; absent is `undefined`. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Does not follow a symlink. */
  info(path: string): Promise<FileInfo | undefined>;
}

/** Time as a parameter. */
export interface Clock {
  /** Milliseconds since 1970: what the Pi believes. May jump. */
  now(): number;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
