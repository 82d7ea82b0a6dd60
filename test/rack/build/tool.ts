import { closeSync, openSync, writeSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { start } from "../run.ts";

export interface ToolOptions {
  cwd?: string;
  /** Overrides this process's own; `undefined` removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  stdin?: string;
  /** Called with the number of standard-error lines so far, which for some tools is their progress. */
  onErrorLines?: (count: number) => void;
  /** Ends the tool; the promise then rejects. */
  signal?: AbortSignal;
}

/**
 * Runs a tool without a shell and resolves to its standard output; its standard error goes to the log.
 * Rejects on a non-zero exit with the end of its standard error.
 */
export type Run = (argv: readonly [string, ...string[]], options?: ToolOptions) => Promise<string>;

export interface ToolSettings {
  /** Appended to. */
  log: string;
  /** The cache's lock: every tool inherits it, so that the cache stays locked while an orphan still writes to it. */
  lock?: number;
  /** Whether the tool is killed as soon as the builder ends. */
  leash?: boolean;
  signal?: AbortSignal;
}

/**
 * Puts a tool and everything it starts into a PID namespace that ends with the builder, however that ends. Otherwise a
 * bootstrap whose builder was killed would go on writing into a folder that the next builder empties.
 */
const LEASH = [
  ...["setpriv", "--pdeathsig", "KILL", "--"],
  ...["unshare", "--pid", "--mount-proc", "--fork", "--kill-child=KILL", "--"],
];

/** For every tool: English, no questions, no colours. */
const ENVIRONMENT = { LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };

const NEWLINE = 10;

export function runner({ log, lock, leash = false, signal }: ToolSettings): Run {
  return async (argv, { cwd, env, stdin, onErrorLines, signal: own } = {}) => {
    const signals = [signal, own].filter((one) => one !== undefined);
    const output = openSync(log, "a");
    const begin = (await stat(log)).size;
    try {
      const child = start(leash ? [...LEASH, ...argv] : argv, {
        cwd,
        detached: false,
        signal: AbortSignal.any(signals),
        killSignal: "SIGKILL", // the first process of a namespace ignores other signals
        env: { ...process.env, ...ENVIRONMENT, ...env },
        stdio: ["pipe", "pipe", onErrorLines ? "pipe" : output, ...(lock === undefined ? [] : [lock])],
      });
      let lines = 0;
      child.stderr?.on("data", (chunk: Buffer) => {
        writeSync(output, chunk);
        lines += chunk.reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 0);
        onErrorLines?.(lines);
      });
      const chunks: Buffer[] = [];
      child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
      // A tool that does not read its input may close the pipe early.
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
