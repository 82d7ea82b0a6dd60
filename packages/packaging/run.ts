/** Programs of this machine that packaging calls: dpkg-deb, strip, npm, tar, git, ssh-keygen, postject. The one place that starts them. */
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

/** Lets it speak with the person at the terminal. Whether it ended well. */
export const runForPerson = async ([file, ...args]: readonly [string, ...string[]]): Promise<boolean> =>
  !(await execa(file, args, { stdio: "inherit", reject: false })).failed;
