/** Downloads a file of known size and hash. Until it is complete and correct, it has another name. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import type { ReleasedFile } from "./release.ts";

/** Milliseconds without a byte after which a server counts as silent. */
const SILENCE = 30_000;

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Called with the number of bytes received. */
  readonly onBytes?: (bytes: number) => void;
  /** Milliseconds without a byte after which the download fails. */
  readonly patience?: number;
}

/** Throws `disconnected` when no server has it, `refused` when it is another file or cannot be written to `path`. */
export async function download(
  url: string,
  path: string,
  { size, sha256 }: Pick<ReleasedFile, "size" | "sha256">,
  options: DownloadOptions,
): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  const hash = createHash("sha256");
  let length = 0;
  async function* checked() {
    for await (const chunk of received(url, options)) {
      length += chunk.length;
      if (length > size) throw wrong(url, `more than ${size} bytes`);
      hash.update(chunk);
      options.onBytes?.(chunk.length);
      yield chunk;
    }
    if (length < size) throw wrong(url, `${length} of ${size} bytes`);
    const found = hash.digest("hex");
    if (found !== sha256) throw wrong(url, `sha256 ${found} in place of ${sha256}`);
  }
  try {
    await pipeline(checked, createWriteStream(unfinished));
    await rename(unfinished, path);
  } catch (cause) {
    options.signal.throwIfAborted();
    throw fileError(cause, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

const wrong = (url: string, what: string) =>
  new AppError("refused", `${url} is not the file that this pictl was released with: got ${what}; nothing was kept`);

/** What the server sends, in chunks. */
async function* received(url: string, { signal, patience = SILENCE }: DownloadOptions): AsyncGenerator<Uint8Array> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok || !response.body)
      throw new Error(`the server answered ${response.status} ${response.statusText}`);
    for await (const chunk of response.body) {
      timer.refresh();
      yield chunk;
    }
  } catch (cause) {
    const why = silence.signal.aborted ? `nothing was received for ${patience / 1000} s` : reason(cause as Error);
    throw new AppError("disconnected", `${url} cannot be downloaded: ${why}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** fetch's own message says only that it failed; the cause says why. */
function reason(error: Error): string {
  const { message, code } = (error.cause ?? error) as NodeJS.ErrnoException;
  return message || code || error.message;
}
