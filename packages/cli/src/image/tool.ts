/**
 * Programs of this machine that pictl calls: xz, mtools, dd, lsblk. The one place that starts them, and the library is
 * loaded with the first of them: most verbs start none.
 */
import { AppError } from "@rackberry/protocol";
import type { Options, Result } from "execa";

export type Argv = readonly [file: string, ...args: string[]];

export interface ToolOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Bytes of either output; more means that something is wrong. */
  readonly limit?: number;
}

export interface ToolResult {
  /** -1 for one that was killed, or said more than `limit` and was stopped. */
  readonly code: number;
  readonly stdout: Buffer;
  /** The tool's own words as one line, "" when it has none. */
  readonly complaint: string;
}

const LIMIT = 256 * 1024 * 1024;

/** Debian's package of each, where its name is another; Homebrew calls them the same but for xz. */
const PACKAGES: Readonly<Record<string, string>> = {
  xz: "xz-utils",
  mcopy: "mtools",
  mdeltree: "mtools",
  mdir: "mtools",
  mmd: "mtools",
  mren: "mtools",
  mtype: "mtools",
  lsblk: "util-linux",
  dd: "coreutils",
};

/**
 * Nobody's settings, and names in UTF-8. mtools' checks of disk geometry mean floppies: a stock image fails them, and it
 * would ask for a new line in mtools.conf.
 */
const environment = () => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: "/",
  LC_ALL: "C.UTF-8",
  MTOOLSRC: "/dev/null",
  MTOOLS_SKIP_CHECK: "1",
});

/**
 * A child in a session of its own: without a terminal no tool can wait for an answer, and Ctrl-C reaches pictl alone,
 * which ends the child when `signal` says so.
 */
const settings = ({ cwd, signal }: ToolOptions) =>
  ({
    ...{ cwd, env: environment(), extendEnv: false, detached: true, cleanup: false, cancelSignal: signal },
    ...{ reject: false, encoding: "buffer", stripFinalNewline: false },
  }) as const satisfies Options;

/** Starts one that reads the file `stdin` and whose output is read as it comes. */
export async function startTool([file, ...args]: Argv, stdin: number, options: ToolOptions = {}) {
  const { execa } = await import("execa");
  const child = execa(file, args, { ...settings(options), stdin: descriptor(stdin), buffer: false });
  return { child, code: child.then((result) => codeOf(result, file, options.signal)) };
}

/** Of execa's types these know the first ten, of its code any. */
const descriptor = (file: number) => file as 3;

/** Runs it without a shell. A non-zero exit is an answer; throws `refused` when it is not installed. */
export async function runTool([file, ...args]: Argv, options: ToolOptions = {}): Promise<ToolResult> {
  const { execa } = await import("execa");
  const { stdin: input = "", limit: maxBuffer = LIMIT, signal } = options;
  const result = await execa(file, args, { ...settings(options), input, maxBuffer });
  const code = codeOf(result, file, signal);
  const [stdout, stderr] = [Buffer.from(result.stdout), Buffer.from(result.stderr)];
  return { code: result.isMaxBuffer ? -1 : code, stdout, complaint: oneLine(stderr.toString()) };
}

/** -1 for one that was killed. */
function codeOf({ exitCode, signal: killedBy, code, cause }: Result, file: string, signal?: AbortSignal): number {
  signal?.throwIfAborted();
  if (exitCode === undefined && killedBy === undefined) throw missing(code, cause, file);
  return exitCode ?? -1;
}

/** What a tool wrote to standard error, on one line and without what could move a terminal's cursor. */
export const oneLine = (text: string): string =>
  text
    .replace(/[^\x20-\x7e\u00a1-\uffff]+/g, " ")
    .trim()
    .slice(0, 500);

function missing(code: string | undefined, cause: unknown, file: string): unknown {
  if (code !== "ENOENT") return cause;
  const name = PACKAGES[file] ?? file;
  const how = `sudo apt install ${name} (Debian, Ubuntu) or brew install ${name.replace("-utils", "")} (macOS)`;
  return new AppError("refused", `${file} is required but not installed: ${how}`, { cause });
}
