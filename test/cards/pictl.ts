/** pictl card as its owner starts it, in a separate rack directory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { PICTL } from "../story/product.ts";

export interface Owner extends Disposable {
  /** The rack directory; pictl is also started in it. */
  readonly folder: Folder;
  /** A node's card, unless --master is given. */
  card(args: readonly string[], options?: CallOptions): Promise<Called>;
}

export interface CallOptions {
  /** Prefixed to the command. */
  readonly wrapper?: readonly string[];
  readonly path?: string;
  /** Sends Ctrl-C once this is true. */
  readonly interruptWhen?: () => boolean;
}

export interface Called {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function owner(): Promise<Owner> {
  const folder = await rackDirectory();
  return {
    folder,
    card: (args, options) => {
      const packages = args.includes("--packages") ? [] : ["--packages", "dist"];
      const role = args.includes("--master") ? [] : ["--worker"];
      return call(["card", ...role, ...packages, ...args], { cwd: folder.path, ...options });
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

async function call(
  args: readonly string[],
  { cwd, wrapper = [], path = `${process.env.PATH}`, interruptWhen }: CallOptions & { cwd: string },
): Promise<Called> {
  const [file = "", ...rest] = [...wrapper, ...PICTL, ...args];
  const child = spawn(file, rest, { cwd, env: { PATH: path }, stdio: ["ignore", "pipe", "pipe"] });
  const watch = setInterval(() => {
    if (!interruptWhen?.()) return;
    child.kill("SIGINT");
    clearInterval(watch);
  }, 1);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  clearInterval(watch);
  return { status, stdout, stderr };
}
