/** The only place that starts other programs for packaging: dpkg-deb, strip, npm, tar, git, ssh-keygen, postject. */
import { execa } from "execa";

export interface RunOptions {
  readonly cwd?: string;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program without a shell and returns its output. Rejects with an Error that has its `stderr`. */
export async function run([file, ...args]: readonly [string, ...string[]], options: RunOptions = {}): Promise<string> {
  return (await execa(file, args, { ...options, stdin: "ignore" })).stdout;
}

/** Runs a program that may talk to the person at the terminal. Returns whether it succeeded. */
export const runForPerson = async ([file, ...args]: readonly [string, ...string[]]): Promise<boolean> =>
  !(await execa(file, args, { stdio: "inherit", reject: false })).failed;
