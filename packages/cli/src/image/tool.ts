/**
 * Programs on this machine that pictl calls: xz, mtools, dd, lsblk. This is the one place that starts them. The library
 * is loaded only when the first one starts, because most verbs start none.
 */
import { AppError } from "@rackberry/protocol";
import type { Options, Result } from "execa";

export type Argv = readonly [file: string, ...args: string[]];

export interface ToolOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Bytes of stdout or stderr; more means that something is wrong. */
  readonly limit?: number;
}

export interface ToolResult {
  /** -1 if the program was killed, or stopped for writing more than `limit`. */
  readonly code: number;
  readonly stdout: Buffer;
  /** The tool's standard error as one line, "" if it was empty. */
  readonly complaint: string;
}

const LIMIT = 256 * 1024 * 1024;

/** The Debian package of each program, where the names differ; Homebrew uses the same names except for xz. */
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
 * No user's settings, and names in UTF-8. mtools' checks of disk geometry are meant for floppies: a stock image fails
 * them, and mtools would then ask for a new line in mtools.conf.
 */
const environment = () => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: "/",
  LC_ALL: "C.UTF-8",
  MTOOLSRC: "/dev/null",
  MTOOLS_SKIP_CHECK: "1",
});

/**
 * Each child has its own session: without a terminal, no tool can wait for an answer, and Ctrl-C reaches only pictl,
 * which ends the child when `signal` aborts.
 */
const settings = ({ cwd, signal }: ToolOptions) =>
  ({
    ...{ cwd, env: environment(), extendEnv: false, detached: true, cleanup: false, cancelSignal: signal },
    ...{ reject: false, encoding: "buffer", stripFinalNewline: false },
  }) as const satisfies Options;

/** Starts a program that reads from the file descriptor `stdin`; its output is streamed. */
export async function startTool([file, ...args]: Argv, stdin: number, options: ToolOptions = {}) {
  const { execa } = await import("execa");
  const child = execa(file, args, { ...settings(options), stdin: descriptor(stdin), buffer: false });
  return { child, code: child.then((result) => codeOf(result, file, options.signal)) };
}

/** execa's types allow only the first ten descriptors, its code any. */
const descriptor = (file: number) => file as 3;

/** Runs a program without a shell. A non-zero exit is a result; throws `refused` if the program is not installed. */
export async function runTool([file, ...args]: Argv, options: ToolOptions = {}): Promise<ToolResult> {
  const { execa } = await import("execa");
  const { stdin: input = "", limit: maxBuffer = LIMIT, signal } = options;
  const result = await execa(file, args, { ...settings(options), input, maxBuffer });
  const code = codeOf(result, file, signal);
  const [stdout, stderr] = [Buffer.from(result.stdout), Buffer.from(result.stderr)];
  return { code: result.isMaxBuffer ? -1 : code, stdout, complaint: oneLine(stderr.toString()) };
}

/** -1 if the program was killed. */
function codeOf({ exitCode, signal: killedBy, code, cause }: Result, file: string, signal?: AbortSignal): number {
  signal?.throwIfAborted();
  if (exitCode === undefined && killedBy === undefined) throw missing(code, cause, file);
  return exitCode ?? -1;
}

/** What a tool wrote to standard error, on one line, without characters that move a terminal's cursor. */
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
