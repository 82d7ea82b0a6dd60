/** An unused stock Debian: no checkout, no Node. Programs run in its files, on this machine's network. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cacheRoot } from "../rack/build/cache.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CleanMachine extends Disposable {
  /** The files written to it: a path on this machine that represents its /. */
  readonly upper: string;
  /** Runs argv as its root, with no variables but PATH and HOME. */
  exec(argv: readonly string[]): Promise<Ended>;
}

/** Each program has its own mount namespace, so nothing stays mounted. */
const ENTER = `
  root=$2/root
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$root"
  mount --bind -o ro "$3" "$root/mnt"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  shift 3
  exec env -i HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"`;

/** `layers` are its files, uppermost first; `media` is a folder mounted at its /mnt. */
export function cleanMachine(layers: readonly string[], media: string): CleanMachine {
  // Overlay layers need a suitable file system: /tmp may be an overlay itself.
  const folder = mkdtempSync(join(cacheRoot(), "clean-machine-"));
  for (const name of ["upper", "work", "root"]) mkdirSync(join(folder, name));
  return {
    upper: join(folder, "upper"),
    async exec(argv) {
      const script = ["sh", "-ec", ENTER, "sh", layers.join(":"), folder, media, ...argv];
      const child = spawn("unshare", ["--mount", "--propagation", "private", ...script], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      return { code, stdout, stderr };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
