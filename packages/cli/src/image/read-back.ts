/** Reads a written card again, all of it, and compares. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { mtools } from "./mtools.ts";
import type { Progress } from "./progress.ts";
import { sha256, type Written } from "./recorder.ts";
import { runTool } from "./tool.ts";

export interface Region {
  /** Bytes from the beginning of the disk. */
  readonly start: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Expected {
  readonly regions: readonly Region[];
  /** Where the boot partition begins, in bytes. */
  readonly fat: number;
  /** What must be on it. */
  readonly written?: Written;
}

const BLOCK = 4 * 1024 * 1024;

/** Throws `refused` where it differs. Answers whether what was read came from the medium for sure. */
export async function checkCard(
  path: string,
  { regions, fat, written = new Map() }: Expected,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<boolean> {
  const fromMedium = await forget(path, signal);
  const file = await open(path, "r").catch((cause) => {
    throw fileError(cause, path);
  });
  try {
    for (const region of regions) {
      if ((await hashOf(file, region, { progress, signal })) !== region.sha256) throw differs(path, region);
    }
  } catch (cause) {
    throw fileError(cause, path);
  } finally {
    await file.close();
  }
  const place = { folder: dirname(path), file: basename(path), offset: fat, shown: `the boot partition of ${path}` };
  const boot = mtools({ ...place, signal });
  for (const [name, hash] of written) {
    if (sha256(await boot.read(name)) === hash) continue;
    throw new AppError("refused", `${path}: ${name} on its boot partition is not what was written: run it again`);
  }
  return fromMedium;
}

/**
 * Has the kernel forget what it remembers of the file or device, so that reading it asks the medium. GNU dd can say that
 * (posix_fadvise, DONTNEED); where it is another dd, as on macOS, the answer is false.
 */
async function forget(path: string, signal: AbortSignal): Promise<boolean> {
  const dd = ["dd", `if=${path}`, "iflag=nocache", "count=0", "status=none"] as const;
  const { code } = await runTool(dd, { signal }).catch(() => ({ code: 1 }));
  return code === 0;
}

async function hashOf(
  file: FileHandle,
  { start, bytes }: Region,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<string> {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafeSlow(BLOCK);
  for (let done = 0; done < bytes; ) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(block, 0, Math.min(BLOCK, bytes - done), start + done);
    if (bytesRead === 0) break;
    hash.update(block.subarray(0, bytesRead));
    done += bytesRead;
    progress.add(bytesRead);
  }
  return hash.digest("hex");
}

function differs(path: string, { start, bytes }: Region): AppError {
  const where = `between bytes ${start} and ${start + bytes}`;
  return new AppError(
    "refused",
    `${path} differs from what was written, ${where}: it may be worn out, try another one`,
  );
}
