import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { ExecOptions, ExecResult, SpawnOptions } from "./api.ts";

/** The environment of a login on a fresh machine, so that nothing of the caller's leaks into the rack. */
export const CLEAN_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  TERM: process.env.TERM ?? "dumb",
};

/**
 * Starts a program with exactly this environment. Unless it shares the caller's terminal, it gets a session of its own:
 * a Ctrl-C is for the owner of the rack alone, which then takes the rack down in order.
 */
export function start(
  argv: readonly string[],
  { env = CLEAN_ENVIRONMENT, stdio = "pipe" }: SpawnOptions = {},
): ChildProcess {
  const [file = "", ...rest] = argv;
  return spawn(file, rest, { env, stdio, detached: stdio !== "inherit" });
}

/** How a program is called in errors, when its argv begins with what brings it to its place. */
interface Naming {
  name?: string;
}

/**
 * Runs a program to its end, without a shell.
 * @throws Error with the program's own words when it cannot be started, is aborted, or (with `check`) exits not with 0.
 */
export function run(argv: readonly string[], options: ExecOptions & Naming = {}): Promise<ExecResult> {
  const { stdin = "", env, check = true, signal, name = argv.join(" ") } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = start(argv, { env });
    const abort = () => kill(child);
    signal?.addEventListener("abort", abort, { once: true });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", (cause) => reject(new Error(`${name}: ${cause.message}`, { cause })));
    child.on("close", (status, signalName) => {
      signal?.removeEventListener("abort", abort);
      const code = status ?? 128 + (signalName ? constants.signals[signalName] : 0);
      if (signal?.aborted) reject(signal.reason);
      else if (check && code !== 0)
        reject(
          new Error(`${name} exited ${code}: ${stderr.trim() || stdout.trim()}`, {
            cause: { stdout, stderr, code },
          }),
        );
      else resolve({ stdout, stderr, code });
    });
    // A program that does not read its input closes the pipe: that is its right.
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin);
  });
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
