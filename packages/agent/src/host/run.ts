/** Programs, run without a shell. */
import type { ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { AppError } from "@rackberry/protocol";
import type { Argv, RunOptions } from "./host.ts";

/**
 * They take as much memory as the agent itself, or twice that (apt's lists of a whole distribution): each runs in a scope
 * of its own, so that the limits of pi-agent.service hold the agent alone.
 */
const LARGE = new Set(["apt-cache", "apt-get", "apt-helper", "apt-mark", "ctr", "kubeadm", "kubectl"]);
const IN_A_SCOPE = ["systemd-run", "--scope", "--quiet", "--collect", "--"] as const;

/** What every program gets, and nothing of what the agent itself was started with. */
export const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C.UTF-8",
  DEBIAN_FRONTEND: "noninteractive",
  HOME: "/root",
} as const;

const DEFAULT_TIMEOUT = 60_000;
/** Milliseconds between asking a program to end and ending it. */
const GRACE = 5_000;
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Implements Host.run. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<string> {
  const { timeout = DEFAULT_TIMEOUT, okCodes = [0], signal } = options;
  signal?.throwIfAborted();
  const { error, stdout, stderr } = await execute(argv, { ...options, timeout });
  const code = error ? error.code : 0;
  if (typeof code === "number" && okCodes.includes(code)) return stdout;
  if (error?.name === "AbortError") signal?.throwIfAborted();
  if (error?.killed && code === null) {
    throw new AppError("timeout", `${argv[0]} did not end within ${timeout / 1000} s`, { cause: error });
  }
  const how =
    typeof code === "number" ? `exited ${code}` : error?.signal ? `was killed by ${error.signal}` : notRun(code);
  throw commandFailed(argv, how, { output: stderr || stdout, cause: error });
}

interface Execution {
  readonly error: ExecFileException | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Itself, unless it is large: systemd-run becomes the program, so signals, output and exit code stay its own. */
export function scoped(argv: Argv, present: (path: string) => boolean): Argv {
  const [program] = argv;
  const name = program.slice(program.lastIndexOf("/") + 1);
  // Without systemd there are no scopes; and who is not there is said best by whoever does not find him.
  if (!LARGE.has(name) || !present("/run/systemd/system")) return argv;
  const places = name === program ? ENVIRONMENT.PATH.split(":").map((folder) => `${folder}/${name}`) : [program];
  return places.some(present) ? [...IN_A_SCOPE, ...argv] : argv;
}

/** Not execa: it would be a third of the agent's bundle. Answers when the program has ended, however it ended. */
async function execute(
  argv: Argv,
  { stdin = "", env, timeout, signal }: RunOptions & { readonly timeout: number },
): Promise<Execution> {
  // Loaded with the first program: at rest there is none.
  const { execFile } = await import("node:child_process");
  const [program, ...args] = scoped(argv, existsSync);
  return new Promise((resolve) => {
    const settings = { env: { ...ENVIRONMENT, ...env }, cwd: "/", timeout, signal, maxBuffer: MAX_OUTPUT };
    // Ours keeps what we write for ourselves; useradd, apt and the like are written for this one. It is inherited at the
    // fork, which is over when execFile returns; files of ours are made with their modes, so none can slip through.
    const ours = process.umask(0o022);
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      clearTimeout(hard);
      resolve({ error, stdout, stderr });
    });
    process.umask(ours);
    // For a program that does not heed SIGTERM.
    const hard = setTimeout(() => child.kill("SIGKILL"), timeout + GRACE);
    // A program that does not read its input closes it: no error of ours.
    child.stdin?.on("error", () => {}).end(stdin);
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

function notRun(code: unknown): string {
  return code === "ENOENT" ? "was not found" : `could not be run (${code ?? "?"})`;
}
