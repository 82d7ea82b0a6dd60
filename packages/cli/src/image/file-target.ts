/** An image file: has a draft name until it is complete and checked, and holes where the image has zeros. */
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { fileError } from "../file-error.ts";
import type { Target } from "./target.ts";

/** The smallest hole, in bytes, that is worth its bookkeeping. */
const PIECE = 64 * 1024;
const ZEROS = Buffer.alloc(PIECE);

/** The file holds a card's secret, so only its owner may read it. Throws `refused` when it cannot be written. */
export async function fileTarget(path: string): Promise<Target> {
  const draft = `${path}.partial`;
  const guarded = async <T>(effect: () => Promise<T>): Promise<T> => {
    try {
      return await effect();
    } catch (cause) {
      throw fileError(cause, path);
    }
  };
  const file = await guarded(() => openNew(draft));
  let end = 0;
  // No write covers a hole at the end.
  const extend = () => file.truncate(end);
  return {
    path: draft,
    write: (block, at) =>
      guarded(async () => {
        for (const [from, to] of runsWithContent(block)) await writeAll(file, block.subarray(from, to), at + from);
        end = at + block.length;
      }),
    flush: () =>
      guarded(async () => {
        await extend();
        await file.sync();
      }),
    commit: () =>
      guarded(async () => {
        await extend();
        await file.close();
        await rename(draft, path);
      }),
    async discard() {
      await file.close().catch(() => {});
      await rm(draft, { force: true });
    },
  };
}

async function openNew(path: string): Promise<FileHandle> {
  const { O_CREAT, O_WRONLY, O_EXCL } = constants;
  // A killed run may have left a draft. It is removed, not truncated, because it may be a link.
  await rm(path, { force: true });
  return open(path, O_CREAT | O_WRONLY | O_EXCL, 0o600);
}

export async function writeAll(file: FileHandle, block: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < block.length; ) {
    done += (await file.write(block, done, block.length - done, at + done)).bytesWritten;
  }
}

/** The ranges that are not all zeros, in units of PIECE. Pure. */
export function runsWithContent(block: Uint8Array): [from: number, to: number][] {
  const runs: [from: number, to: number][] = [];
  for (let from = 0; from < block.length; from += PIECE) {
    const piece = block.subarray(from, from + PIECE);
    if (ZEROS.compare(piece, 0, piece.length, 0, piece.length) === 0) continue;
    const last = runs.at(-1);
    if (last?.[1] === from) last[1] += piece.length;
    else runs.push([from, from + piece.length]);
  }
  return runs;
}
