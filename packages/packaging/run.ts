/** Programs of this machine that packaging calls: dpkg-deb, strip, npm, tar, git. The one place that starts them. */
import { execa } from "execa";

export interface RunOptions {
  readonly cwd?: string;
  /** Over our own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs it without a shell and gives what it printed. Rejects with an Error that has its `stderr`. */
export async function run([file, ...args]: readonly [string, ...string[]], options: RunOptions = {}): Promise<string> {
  return (await execa(file, args, { ...options, stdin: "ignore" })).stdout;
}
