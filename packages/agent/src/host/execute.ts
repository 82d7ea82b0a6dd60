/**
 * Runs programs with execa. A separate file in the package (packaging/agent-package.ts), loaded with the first program,
 * so not while idle. It shares no class with the agent, so how a program ended is data here and becomes an error in
 * run.ts.
 */
import { execa, type Options, type ResultPromise } from "execa";
import type { Argv } from "./host.ts";

export type End =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "killed"; readonly signal: string }
  /** The system's error name, ENOENT, and its sentence. */
  | { readonly kind: "not-started"; readonly code: string; readonly message: string }
  | { readonly kind: "too-late" }
  | { readonly kind: "too-much-output" }
  | { readonly kind: "given-up" };

export interface Execution {
  readonly end: End;
  readonly stdout: string;
  readonly stderr: string;
  /** execa's error, if any. */
  readonly cause?: unknown;
}

export interface ExecuteOptions {
  readonly stdin: string;
  /** The complete output. */
  readonly env: Readonly<Record<string, string>>;
  readonly umask: number;
  /** Milliseconds until it is asked to end, and from then until it is killed. */
  readonly timeout: number;
  readonly grace: number;
  /** Limit of each output, in bytes. */
  readonly limit: number;
  readonly signal: AbortSignal | undefined;
}

/** No `cleanup`: it would react to the agent's own signals; systemd ends what must end with the agent. */
const SETTINGS = {
  reject: false,
  cleanup: false,
  stripFinalNewline: false,
  encoding: "buffer",
} as const satisfies Options;

/** Resolves when the program has ended, in whatever way. Never rejects. */
export async function execute([program, ...args]: Argv, options: ExecuteOptions): Promise<Execution> {
  const { stdin, env, umask, timeout, grace, limit, signal } = options;
  // Our umask protects our own files; useradd, apt and the like expect this one. It is inherited at the
  // fork, which is over when execa returns; our own files are created with explicit modes, so none is affected.
  const ours = process.umask(umask);
  const child = execa(program, args, {
    ...SETTINGS,
    // An unused pipe would cost as much time as everything else.
    ...(stdin === "" ? { stdin: "ignore" as const } : { input: stdin }),
    ...{ env, extendEnv: false, cwd: "/" },
    ...{ timeout: Math.ceil(timeout), forceKillAfterDelay: grace, maxBuffer: limit, cancelSignal: signal },
  });
  process.umask(ours);
  for (const stream of [child.stdout, child.stderr]) {
    // Processes that the program left behind may keep its output open for hours: we do not wait for them.
    child.nodeChildProcess.once("exit", () => child.nodeChildProcess.killed && stream.destroy());
  }
  const { stdout, stderr, ...result } = await child;
  return { end: endOf(result), stdout: text(stdout), stderr: text(stderr), cause: result.cause };
}

export interface Followed {
  readonly stdout: NodeJS.ReadableStream;
  readonly ended: Promise<End>;
}

/** For a program that prints as long as it runs. `ended` never rejects; the signal ends it. */
export function follow([program, ...args]: Argv, signal: AbortSignal): Followed {
  const stdio = { stdin: "ignore", stdout: "pipe", stderr: "ignore" } as const;
  const child = execa(program, args, { ...SETTINGS, ...stdio, buffer: false, cancelSignal: signal });
  return { stdout: child.stdout, ended: child.then(endOf) };
}

type Result = Pick<
  Awaited<ResultPromise>,
  "timedOut" | "isCanceled" | "isMaxBuffer" | "exitCode" | "signal" | "code" | "originalMessage"
>;

function endOf({ timedOut, isCanceled, isMaxBuffer, exitCode, signal, code, originalMessage }: Result): End {
  if (isCanceled) return { kind: "given-up" };
  if (timedOut) return { kind: "too-late" };
  if (isMaxBuffer) return { kind: "too-much-output" };
  if (exitCode !== undefined) return { kind: "exited", code: exitCode };
  if (signal !== undefined) return { kind: "killed", signal };
  return { kind: "not-started", code: code ?? "?", message: originalMessage ?? "" };
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("utf8");
