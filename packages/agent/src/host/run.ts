/** Programs, run without a shell. The only file that knows execa. */
import { AppError } from "@rackberry/protocol";
import type { Argv, RunOptions } from "./host.ts";

/** What every program gets, and nothing of what the agent itself was started with. */
export const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C.UTF-8",
  DEBIAN_FRONTEND: "noninteractive",
  HOME: "/root",
} as const;

const DEFAULT_TIMEOUT = 60_000;
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Implements Host.run. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<string> {
  const { timeout = DEFAULT_TIMEOUT, okCodes = [0], signal } = options;
  signal?.throwIfAborted();
  // Loaded at the first program, not at the start: it is the largest of the libraries.
  const { execa } = await import("execa");
  const [program, ...args] = argv;
  const result = await execa(program, args, {
    env: { ...ENVIRONMENT, ...options.env },
    extendEnv: false,
    input: options.stdin ?? "",
    timeout,
    cancelSignal: signal,
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
    reject: false,
    cwd: "/",
  });
  if (result.exitCode !== undefined && okCodes.includes(result.exitCode)) return result.stdout;
  if (result.isCanceled) signal?.throwIfAborted();
  if (result.timedOut) throw new AppError("timeout", `${program} did not end within ${timeout / 1000} s`);
  const how = result.exitCode === undefined ? "" : `exited ${result.exitCode}`;
  throw commandFailed(argv, how || (result.signal ? `was killed by ${result.signal}` : startFailure(result)), {
    output: result.stderr || result.stdout,
    cause: result,
  });
}

/** The one shape of a failed program: who, how, its own last words. */
export function commandFailed(argv: Argv, how: string, { output, cause }: { output: string; cause?: unknown }) {
  const detail = output.trim().slice(-4096);
  const words = detail && lastWords(detail);
  return new AppError("command-failed", `${argv[0]} ${how}${words && `: ${words}`}`, { detail, cause });
}

/** The line that says what went wrong: the first that claims to be an error, else the last. */
export function lastWords(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  const errors = lines.filter((line) => /^(?:E: |error\b|fatal\b|\[ERROR)/i.test(line));
  return (errors.slice(0, 3).join("; ") || lines.findLast((line) => line !== "") || "").slice(0, 600);
}

function startFailure(result: { readonly code?: string; readonly shortMessage?: string }): string {
  return result.code === "ENOENT" ? "was not found" : `could not be run (${result.code ?? result.shortMessage ?? "?"})`;
}
