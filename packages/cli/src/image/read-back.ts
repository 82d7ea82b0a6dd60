/** Reads everything that was written to a card and compares it. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { fileTarget } from "./file-target.ts";
import { mtools } from "./mtools.ts";
import type { Progress } from "./progress.ts";
import { sha256, type Written } from "./recorder.ts";
import { runTool } from "./tool.ts";

const BLOCK = 4 * 1024 * 1024;
/** The file that holds the boot partition as read from the card. */
const COPY = "read-back";

export interface Region {
  /** Bytes from the beginning of the disk. */
  readonly start: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Expected {
  /** Before and after the boot partition. */
  readonly others: readonly Region[];
  readonly boot: Region;
  /** The files that must be on the boot partition. */
  readonly written: Written;
}

export interface CheckOptions {
  /** A folder with room for a boot partition; the caller removes it. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Throws `refused` if the card differs. Returns whether the bytes read certainly came from the medium. */
export async function checkCard(path: string, expected: Expected, options: CheckOptions): Promise<boolean> {
  const { folder, signal } = options;
  const fromMedium = await forget(path, signal);
  const boot = await fileTarget(join(folder, COPY));
  const copy = (block: Uint8Array, at: number) => boot.write(block, at - expected.boot.start);
  const file = await open(path, "r").catch((cause) => {
    throw fileError(cause, path);
  });
  try {
    await compare(file, path, expected.boot, { ...options, also: copy });
    for (const region of expected.others) await compare(file, path, region, options);
    await boot.commit();
  } catch (cause) {
    await boot.discard();
    throw fileError(cause, path);
  } finally {
    await file.close();
  }
  const fat = mtools({ folder, file: COPY, shown: `the boot partition of ${path}`, signal });
  for (const [name, hash] of expected.written) {
    if (sha256(await fat.read(name)) === hash) continue;
    throw new AppError(
      "refused",
      `${path}: ${name} on its boot partition is not what was written: run the command again`,
    );
  }
  return fromMedium;
}

/**
 * Makes the kernel drop its cache of the file or device, so that reads come from the medium. GNU dd can request this
 * (posix_fadvise, DONTNEED); with another dd, as on macOS, the result is false.
 */
async function forget(path: string, signal: AbortSignal): Promise<boolean> {
  const dd = ["dd", `if=${path}`, "iflag=nocache", "count=0", "status=none"] as const;
  const { code } = await runTool(dd, { signal }).catch(() => ({ code: 1 }));
  return code === 0;
}

async function compare(
  file: FileHandle,
  path: string,
  { start, bytes, sha256 }: Region,
  { progress, signal, also }: CheckOptions & { also?: (block: Uint8Array, at: number) => Promise<void> },
): Promise<void> {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafeSlow(BLOCK);
  for (let done = 0; done < bytes; ) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(block, 0, Math.min(BLOCK, bytes - done), start + done);
    if (bytesRead === 0) break;
    const read = block.subarray(0, bytesRead);
    hash.update(read);
    await also?.(read, start + done);
    done += bytesRead;
    progress.add(bytesRead);
  }
  if (hash.digest("hex") === sha256) return;
  const where = `between bytes ${start} and ${start + bytes}`;
  throw new AppError(
    "refused",
    `${path} differs from what was written, ${where}: it may be worn out; try another card`,
  );
}
