/** Programs that the rack starts, without a shell. The one place that starts them. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { execa, execaSync, type Options } from "execa";
import type { ExecOptions, ExecResult } from "./api.ts";

/** The environment of a login on a fresh machine, so that nothing of the caller's leaks into the rack. */
export const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  TERM: process.env.TERM ?? "dumb",
};

/** Characters of a program's output. */
const MAX_OUTPUT = 1024 ** 3;

/** How one ends is an answer. What runs on behind our back is swept by the next rack, so nothing is tied to our own end. */
const SETTINGS = { reject: false, extendEnv: false, stripFinalNewline: false } as const satisfies Options;

type File = "ignore" | "pipe" | number;

export interface StartOptions extends Pick<Options, "cwd" | "env" | "killSignal" | "detached"> {
  /** As of node:child_process. */
  stdio?: "inherit" | "pipe" | "ignore" | readonly [File, File, File, ...File[]];
  signal?: AbortSignal;
}

/**
 * Starts a program with exactly this environment; whoever wants its output reads it at once. Unless it shares the caller's
 * terminal, it gets a session of its own: a Ctrl-C is for the owner of the rack alone, which then takes the rack down in order.
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

/** Of execa's types these know the first ten descriptors, of its code any. */
type KnownFile = "ignore" | "pipe" | 3;
const files = (all: readonly [File, File, File, ...File[]]) =>
  [...all] as [KnownFile, KnownFile, KnownFile, ...KnownFile[]];

/** How a program is called in errors, when its argv begins with what brings it to its place. */
interface Naming {
  name?: string;
}

/**
 * Runs a program to its end, without a shell.
 * @throws Error with the program's own words when it cannot be started, is aborted, or (with `check`) exits not with 0.
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

/** The same for one that is over in a moment; how it ended is in the answer. `file` becomes its fourth file. */
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

/** Kills a program that `start` gave a session of its own, with all that it started in it. */
export function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Asks again and again until the answer is one, for at most `timeoutMs`; undefined when there was none. */
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
