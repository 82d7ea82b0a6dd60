/** A card in a reader, written directly. It has no partition table until everything else is written. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { writeAll } from "./file-target.ts";
import { size } from "./progress.ts";
import type { Target } from "./target.ts";

/** Bytes that are written last: enough to cover any partition table. */
const HEAD = 1024 * 1024;
/** Bytes between syncs: otherwise the kernel buffers gigabytes at once and the progress shown means nothing. */
const STRIDE = 32 * 1024 * 1024;

export interface DeviceSize {
  readonly bytes: number;
  /** The least that will be written. */
  readonly needed: number;
}

/** Throws `refused` before the first write. `note` reports the state of a card that was not finished. */
export async function deviceTarget(
  path: string,
  { bytes, needed }: DeviceSize,
  note: (line: string) => void,
): Promise<Target> {
  if (bytes < needed) {
    throw new AppError("refused", `${path} is too small: it has ${size(bytes)}, and the image needs ${size(needed)}`);
  }
  const guarded = async <T>(effect: () => Promise<T>): Promise<T> => {
    try {
      return await effect();
    } catch (cause) {
      throw fileError(cause, path);
    }
  };
  // O_EXCL on a block device: the kernel itself refuses one that is mounted or in use.
  const file = await guarded(() => open(path, constants.O_WRONLY | constants.O_EXCL));
  const head = Buffer.alloc(HEAD);
  let [touched, waiting] = [false, 0];
  const eraseHead = async () => {
    await writeAll(file, Buffer.alloc(HEAD), 0);
    await file.sync();
  };
  return {
    path,
    write: (block, at) =>
      guarded(async () => {
        if (!touched) await eraseHead();
        touched = true;
        const kept = Math.max(0, Math.min(block.length, HEAD - at));
        head.set(block.subarray(0, kept), Math.min(at, HEAD));
        await writeAll(file, block.subarray(kept), at + kept);
        waiting += block.length;
        if (waiting < STRIDE) return;
        await file.datasync();
        waiting = 0;
      }),
    flush: () =>
      guarded(async () => {
        await file.sync();
        await writeAll(file, head, 0);
        await file.sync();
      }),
    commit: () => guarded(() => file.close()),
    async discard() {
      // The user must see the error that stopped the writing, so failures here are ignored.
      if (touched) {
        await eraseHead().catch(() => {});
        note(`${path} is not a usable card now, and what was on it is lost: write it again`);
      }
      await file.close().catch(() => {});
    },
  };
}
