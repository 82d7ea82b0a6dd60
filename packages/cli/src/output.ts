/** Standard output: who reads it may have seen enough; that it cannot be written is a failure. */
import { once } from "node:events";
import { fstatSync, readFileSync, statSync } from "node:fs";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds for the reader to take what is left after an interruption. */
const LAST_WORDS = 1_000;

export interface Output {
  print(line: string): void;
  /** Until a reader who is slow has nearly all of it, or there is nobody to work for. */
  drained(): Promise<void>;
  /** Nobody can get the answer any more. */
  isLost(): boolean;
  /** The exit code, when all is written or cannot be. */
  end(code: number, note: (line: string) => void): Promise<number>;
}

/** After the first error nothing more is written, and `stop` is aborted: there is nobody to work for. */
export function output(stream: Writable, stop: AbortController): Output {
  let failure: NodeJS.ErrnoException | undefined;
  const fail = (cause?: Error | null) => {
    if (!cause || failure) return;
    failure = cause;
    stop.abort();
  };
  stream.on("error", fail);
  return {
    print(line) {
      if (!failure) stream.write(`${line}\n`, fail);
    },
    async drained() {
      if (!failure && stream.writableNeedDrain) await once(stream, "drain", { signal: stop.signal }).catch(() => {});
    },
    isLost: () => failure !== undefined,
    async end(code, note) {
      if (!failure) {
        const written = new Promise<void>((resolve) => stream.write("", (cause) => resolve(fail(cause))));
        // Ctrl-C ends it, though a reader that has stopped reads no more.
        await (stop.signal.aborted ? Promise.race([written, sleep(LAST_WORDS)]) : written);
      }
      if (!failure) return code;
      // head has its lines.
      if (failure.code === "EPIPE") return 0;
      note(`pictl: cannot write the answer to standard output: ${meaningOf(failure)}`);
      return 1;
    },
  };
}

function meaningOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "it is full: free some space and run the command again";
  if (code === "EIO") return "it has an input/output error";
  return message;
}

/**
 * Whether the program was started without a standard output (>&-). Node then opens /dev/null in its place, to read and
 * to write (PlatformInit in src/node.cc), where a shell's >/dev/null can only be written. Some programs that start
 * others open it in the same way, so it is no reason to fail what is done for more than its answer. Linux only.
 */
export function isOutputClosed(): boolean {
  try {
    const { rdev } = fstatSync(1);
    if (rdev === 0 || rdev !== statSync("/dev/null").rdev) return false;
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync("/proc/self/fdinfo/1", "latin1"))?.[1];
    const O_ACCMODE = 3;
    const O_RDWR = 2;
    return flags !== undefined && (Number.parseInt(flags, 8) & O_ACCMODE) === O_RDWR;
  } catch {
    return false;
  }
}
