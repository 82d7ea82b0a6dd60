import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";

export interface ToolOptions {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  /** Ends the tool; the promise then rejects. */
  signal?: AbortSignal;
}

/**
 * Runs a tool without a shell and gives its standard output; everything it says on standard error goes to the log.
 * Rejects on a non-zero exit with the end of what it said.
 */
export type Run = (argv: readonly [string, ...string[]], options?: ToolOptions) => Promise<string>;

export interface ToolSettings {
  /** Appended to. */
  log: string;
  /** The cache's lock: every tool inherits it, so that what an orphan still writes to stays locked. */
  lock?: number;
  signal?: AbortSignal;
}

/** A tool must not outlive the builder, whatever ends that: the kernel sees to it. */
const LEASH = ["--pdeathsig", "KILL", "--"];

/** What is asked of every tool: English, no questions, no colours. */
const ENVIRONMENT = { LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };

export function runner({ log, lock, signal }: ToolSettings): Run {
  return async (argv, { cwd, env, stdin, signal: own } = {}) => {
    const signals = [signal, own].filter((one) => one !== undefined);
    const output = openSync(log, "a");
    const begin = (await stat(log)).size;
    try {
      const child = spawn("setpriv", [...LEASH, ...argv], {
        cwd,
        signal: AbortSignal.any(signals),
        env: { ...process.env, ...ENVIRONMENT, ...env },
        stdio: ["pipe", "pipe", output, ...(lock === undefined ? [] : [lock])],
      });
      const chunks: Buffer[] = [];
      child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
      // A tool that does not read its input closes the pipe early: that is its right.
      child.stdin?.on("error", () => undefined).end(stdin);
      const code = await new Promise<string>((resolve, reject) => {
        child.once("error", reject).once("close", (status, name) => resolve(String(status ?? name)));
      });
      const stdout = Buffer.concat(chunks).toString();
      if (code === "0") return stdout;
      const said = `${stdout.slice(-2000)}${(await readFile(log)).subarray(begin).toString().slice(-2000)}`.trim();
      throw new Error(`${argv.join(" ").slice(0, 200)} exited ${code}: ${said} (log: ${log})`);
    } finally {
      closeSync(output);
    }
  };
}
