/** Programs of this machine that pictl calls: xz, mtools, dd, lsblk. The one place that starts them. */
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { AppError } from "@rackberry/protocol";

export type Argv = readonly [file: string, ...args: string[]];

export interface ToolOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Bytes of output; more means that something is wrong. */
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
export function startTool([file, ...args]: Argv, stdio: StdioOptions, { cwd, signal }: ToolOptions = {}): ChildProcess {
  return spawn(file, args, { stdio, cwd, signal, env: environment(), detached: true });
}

/** Runs it without a shell. A non-zero exit is an answer; throws `refused` when it is not installed. */
export async function runTool(argv: Argv, options: ToolOptions = {}): Promise<ToolResult> {
  const child = startTool(argv, ["pipe", "pipe", "pipe"], options);
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  let room = options.limit ?? LIMIT;
  for (const [stream, kept] of [
    [child.stdout, stdout],
    [child.stderr, stderr],
  ] as const) {
    stream?.on("data", (chunk: Buffer) => {
      room -= chunk.length;
      if (room < 0) child.kill("SIGKILL");
      else kept.push(chunk);
    });
  }
  // One that does not want all of its input says so with its exit code.
  child.stdin?.on("error", () => {}).end(options.stdin ?? "");
  const code = await exitCode(child, argv);
  return { code, stdout: Buffer.concat(stdout), complaint: oneLine(Buffer.concat(stderr).toString()) };
}

/** When all of its output is read; -1 for one that was killed. */
export function exitCode(child: ChildProcess, [file]: Argv): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(missing(cause, file))).on("close", (code) => resolve(code ?? -1));
  });
}

/** What a tool wrote to standard error, on one line and without what could move a terminal's cursor. */
export const oneLine = (text: string): string =>
  text
    .replace(/[^\x20-\x7e\u00a1-\uffff]+/g, " ")
    .trim()
    .slice(0, 500);

function missing(cause: NodeJS.ErrnoException, file: string): Error {
  if (cause.code !== "ENOENT") return cause;
  const name = PACKAGES[file] ?? file;
  const how = `sudo apt install ${name} (Debian, Ubuntu) or brew install ${name.replace("-utils", "")} (macOS)`;
  return new AppError("refused", `${file} is needed and not installed: ${how}`, { cause });
}
