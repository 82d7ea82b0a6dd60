/** Programs, run without a shell. */
import { existsSync } from "node:fs";
import { AppError } from "@rackberry/protocol";
import type { End } from "./execute.ts";
import type { Argv, RunOptions } from "./host.ts";

/**
 * These take as much memory as the agent itself, or twice that (apt's lists of a whole distribution; setpriv starts the
 * Node that reads the hardware): each runs in its own scope, so that the limits of pi-agent-executor.service apply to
 * the executor alone.
 */
const LARGE = new Set(["apt-cache", "apt-get", "apt-helper", "ctr", "kubeadm", "kubectl", "setpriv"]);
const IN_A_SCOPE = ["systemd-run", "--scope", "--quiet", "--collect", "--"] as const;

/**
 * These need rights that pi-agent-executor.service does not have: modules, the clock, swap, the host name,
 * routes, packet filters. systemd runs each of them as a service, as it does apt and kubeadm.
 */
const KERNELS = new Set([
  ...["date", "hostname", "ip", "modprobe", "swapoff", "systemd-sysctl"],
  ...["iptables", "iptables-legacy-save", "iptables-nft-save", "iptables-restore", "iptables-save"],
]);

/** The environment of every program, without anything from the agent's own. */
export const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C.UTF-8",
  DEBIAN_FRONTEND: "noninteractive",
  HOME: "/root",
} as const;

const IN_A_SERVICE = [
  ...(["systemd-run", "--pipe", "--wait", "--quiet", "--collect"] as const),
  ...Object.entries(ENVIRONMENT).map(([name, value]) => `--setenv=${name}=${value}`),
  "--",
] as const;

const DEFAULT_TIMEOUT = 60_000;
/** Milliseconds between asking a program to end and killing it. */
const GRACE = 5_000;
/** Bytes. */
const MAX_OUTPUT = 16 * 1024 * 1024;
const UMASK = 0o022;

/** Implements Host.run. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<string> {
  const { stdin = "", env, timeout = DEFAULT_TIMEOUT, okCodes = [0], signal } = options;
  // Loaded with the first program.
  const { execute } = await import("./execute.ts");
  signal?.throwIfAborted();
  const { end, stdout, stderr, cause } = await execute(scoped(argv, existsSync), {
    ...{ stdin, env: { ...ENVIRONMENT, ...env }, umask: UMASK },
    ...{ timeout, grace: GRACE, limit: MAX_OUTPUT, signal },
  });
  if (end.kind === "exited" && okCodes.includes(end.code)) return stdout;
  if (end.kind === "given-up") signal?.throwIfAborted();
  if (end.kind === "too-late") {
    throw new AppError("timeout", `${argv[0]} did not end within ${timeout / 1000} s`, { cause });
  }
  throw commandFailed(argv, howItEnded(end), { output: stderr || stdout, cause });
}

/**
 * Runs the program itself, unless it is large or needs rights in the kernel. In a scope, systemd-run becomes the
 * program, so signals, output and exit code stay its own; a service passes output and exit code on.
 */
export function scoped(argv: Argv, present: (path: string) => boolean): Argv {
  const [program] = argv;
  const name = program.slice(program.lastIndexOf("/") + 1);
  // Listing routes needs no right, and a separate service costs more than the answer.
  const isShown = name === "ip" && argv.includes("show");
  const prefix = LARGE.has(name) ? IN_A_SCOPE : KERNELS.has(name) && !isShown ? IN_A_SERVICE : undefined;
  // Without systemd there are no scopes; and a missing program is reported best by the direct attempt to run it.
  if (!prefix || !present("/run/systemd/system")) return argv;
  const places = name === program ? ENVIRONMENT.PATH.split(":").map((folder) => `${folder}/${name}`) : [program];
  return places.some(present) ? [...prefix, ...argv] : argv;
}

/** The single form of a failed program's error: the program, how it ended, its own last words. */
export function commandFailed(argv: Argv, how: string, { output, cause }: { output: string; cause?: unknown }) {
  const detail = output.trim().slice(-4096);
  const words = detail && lastWords(detail);
  return new AppError("command-failed", `${argv[0]} ${how}${words && `: ${words}`}`, { detail, cause });
}

/** The line that explains the failure: the first that looks like an error, otherwise the last. */
export function lastWords(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  const errors = lines.filter((line) => /^(?:E: |error\b|fatal\b|\[ERROR)/i.test(line));
  return (errors.slice(0, 3).join("; ") || lines.findLast((line) => line !== "") || "").slice(0, 600);
}

function howItEnded(end: Exclude<End, { kind: "too-late" }>): string {
  switch (end.kind) {
    case "exited":
      return `exited ${end.code}`;
    case "killed":
      return `was killed by ${end.signal}`;
    case "not-started":
      return end.code === "ENOENT" ? "was not found" : `could not be run (${end.code})`;
    case "too-much-output":
      return `was stopped: it printed more than ${MAX_OUTPUT / 1024 / 1024} MiB`;
    case "given-up":
      return "was stopped";
    default:
      return end satisfies never;
  }
}
