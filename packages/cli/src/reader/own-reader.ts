/** The card readers of this machine. */
import { readFile, realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@rackberry/protocol";
import { lsblk } from "../image/lsblk.ts";
import { type Argv, runTool } from "../image/tool.ts";
import type { CardReader } from "./card-reader.ts";
import { cardFolders, isForCards, linuxMounts, type Mount, macMounts } from "./mounts.ts";

/** Milliseconds between two looks. */
const PAUSE = 1_000;

/** Undefined on systems where it is not known where cards are mounted. */
export function ownReader(platform: NodeJS.Platform = process.platform): CardReader | undefined {
  const pause = async (signal: AbortSignal) => void (await sleep(PAUSE, undefined, { signal }));
  if (platform === "linux") {
    return { folders: async () => cardFolders(await mountsOfLinux()), pause, eject: ejectOnLinux };
  }
  if (platform === "darwin") return { folders: async () => cardFolders(await mountsOfMac()), pause, eject: ejectOnMac };
  return undefined;
}

const mountsOfLinux = async () => linuxMounts(await readFile("/proc/self/mountinfo", "utf8"));
const mountsOfMac = async () => macMounts((await runTool(["/sbin/mount"])).stdout.toString());

async function ejectOnMac(folder: string): Promise<boolean> {
  if (!isForCards(folder)) return false;
  await did(["diskutil", "eject", folder]);
  return true;
}

/** Does not power off the reader (udisksctl power-off), which could then not see the next card. */
async function ejectOnLinux(folder: string): Promise<boolean> {
  const place = await realpath(folder);
  const mount = (await mountsOfLinux()).findLast((one) => one.folder === place);
  if (!mount || !isForCards(place)) return false;
  const parts = await partsBeside(mount);
  const foreign = parts.find(({ folder }) => !isForCards(folder));
  if (foreign) throw new AppError("refused", `${foreign.source} of the same disk is in use at ${foreign.folder}`);
  for (const part of parts) await unmount(part);
  return true;
}

/** All mounted partitions of the disk. */
async function partsBeside(mount: Mount): Promise<readonly Pick<Mount, "folder" | "source">[]> {
  const own = await lsblk(mount.source);
  const disk = own?.parent === undefined ? own : await lsblk(`/dev/${own.parent}`);
  if (!disk) return [mount];
  return [disk, ...disk.parts].flatMap(({ name, mounts }) =>
    mounts.map((folder) => ({ folder, source: `/dev/${name}` })),
  );
}

/** By udisks, like the desktop, so that no password is needed; root uses umount. */
async function unmount({ folder, source }: Pick<Mount, "folder" | "source">): Promise<void> {
  const plainly: Argv = ["umount", folder];
  if (process.getuid?.() === 0) return did(plainly);
  try {
    await did(["udisksctl", "unmount", "--no-user-interaction", "--block-device", source]);
  } catch (cause) {
    // An entry in fstab may still allow it; if not, the error from udisks is the one to report.
    await did(plainly).catch(() => {
      throw cause;
    });
  }
}

async function did(argv: Argv): Promise<void> {
  const { code, complaint } = await runTool(argv);
  if (code !== 0) throw new AppError("refused", `${argv[0]}: ${complaint || `exit code ${code}`}`);
}
