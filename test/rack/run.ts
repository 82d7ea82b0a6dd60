/** Starts the rack's programs, without a shell. Nothing else starts them. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { execa, execaSync, type Options } from "execa";
import type { ExecOptions, ExecResult } from "./api.ts";

/** The environment of a login on a fresh machine, so that none of the caller's environment leaks into the rack. */
export const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  TERM: process.env.TERM ?? "dumb",
};

/** Characters. */
const MAX_OUTPUT = 1024 ** 3;

/** A program's exit is a result, not an error. The next rack removes leftovers, so nothing is killed when we exit. */
const SETTINGS = { reject: false, extendEnv: false, stripFinalNewline: false } as const satisfies Options;

type File = "ignore" | "pipe" | number;

export interface StartOptions extends Pick<Options, "cwd" | "env" | "killSignal" | "detached"> {
  /** As of node:child_process. */
  stdio?: "inherit" | "pipe" | "ignore" | readonly [File, File, File, ...File[]];
  signal?: AbortSignal;
}

/**
 * Starts a program with exactly this environment; the caller must read its output at once. Unless it shares the
 * caller's terminal, it gets its own session: Ctrl-C reaches only the rack's owner process, which closes it in order.
 */
export function start(argv: readonly string[], options: StartOptions = {}): ChildProcess {
  const { env = CLEAN_ENVIRONMENT, stdio = "pipe", signal, detached = stdio !== "inherit", ...more } = options;
  const [file = "", ...rest] = argv;
  const child = execa(file, rest, {
    ...{ ...SETTINGS, ...more, env, detached, cleanup: false, buffer: false, cancelSignal: signal },
    stdio: typeof stdio === "string" ? stdio : files(stdio),
  });
  return child.nodeChildProcess;
}

/** execa's types accept only the first ten descriptor numbers; its code accepts any. */
type KnownFile = "ignore" | "pipe" | 3;
const files = (all: readonly [File, File, File, ...File[]]) =>
  [...all] as [KnownFile, KnownFile, KnownFile, ...KnownFile[]];

/** A program's name in errors, when its argv begins with wrappers such as nsenter. */
interface Naming {
  name?: string;
}

/**
 * Runs a program to its end, without a shell.
 * @throws Error with the program's output when it cannot be started, is aborted, or (with `check`) exits non-zero.
 */
export async function run(argv: readonly string[], options: ExecOptions & Naming = {}): Promise<ExecResult> {
  const { stdin = "", env = CLEAN_ENVIRONMENT, check = true, signal, name = argv.join(" ") } = options;
  signal?.throwIfAborted();
  const [file = "", ...rest] = argv;
  const child = execa(file, rest, {
    ...{ ...SETTINGS, env, input: stdin, detached: true, cleanup: false, maxBuffer: MAX_OUTPUT },
  });
  const abort = () => kill(child.nodeChildProcess);
  signal?.addEventListener("abort", abort, { once: true });
  const result = await child;
  signal?.removeEventListener("abort", abort);
  signal?.throwIfAborted();
  const { stdout, stderr, cause } = result;
  const code = result.exitCode ?? (result.signal && 128 + constants.signals[result.signal]);
  if (code === undefined || result.isMaxBuffer) throw new Error(`${name}: ${result.originalMessage}`, { cause });
  if (!check || code === 0) return { stdout, stderr, code };
  throw new Error(`${name} exited ${code}: ${stderr.trim() || stdout.trim()}`, { cause: { stdout, stderr, code } });
}

/** The same for a short program; how it ended is in the result. `file` becomes its file descriptor 3. */
export function runSync(
  argv: readonly string[],
  { env, file: fourth }: { env?: Record<string, string>; file?: number } = {},
) {
  const [file = "", ...rest] = argv;
  const stdio = files(["ignore", "pipe", "pipe", ...(fourth === undefined ? [] : [fourth])]);
  const { exitCode, stdout, stderr, originalMessage } = execaSync(file, rest, {
    ...SETTINGS,
    env: env ?? CLEAN_ENVIRONMENT,
    stdio,
  });
  return { code: exitCode, stdout: stdout ?? "", stderr: stderr ?? "", message: originalMessage };
}

/** Kills a program that `start` gave its own session, with everything it started in that session. */
export function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Calls repeatedly until the result is not undefined, for at most `timeoutMs`; undefined when it never was. */
export async function poll<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  { timeoutMs, everyMs = 20, signal }: { timeoutMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<T | undefined> {
  const end = performance.now() + timeoutMs;
  while (true) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > end || signal?.aborted) return answer;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
