/** Standard output: a reader that closes it early is normal; any other write error is a failure. */
import { once } from "node:events";
import { fstatSync, readFileSync, statSync } from "node:fs";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds in which the reader may take the rest after an interruption. */
const LAST_WORDS = 1_000;

export interface Output {
  print(line: string): void;
  /** Resolves when a slow reader has caught up, or when the output is lost or interrupted. */
  drained(): Promise<void>;
  /** Whether the answer can no longer reach a reader. */
  isLost(): boolean;
  /** Resolves with the exit code once everything is written or cannot be. */
  end(code: number, note: (line: string) => void): Promise<number>;
}

/** After the first error nothing more is written, and `stop` is aborted: no reader is left. */
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
        // Ctrl-C must work even if the reader has stopped reading.
        await (stop.signal.aborted ? Promise.race([written, sleep(LAST_WORDS)]) : written);
      }
      if (!failure) return code;
      // A reader such as `head` has all the lines that it wants.
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
 * Whether the program was started without a standard output (>&-). Node then opens /dev/null instead, for reading and
 * writing (PlatformInit in src/node.cc), whereas a shell's >/dev/null is write-only. Some programs start others with
 * /dev/null opened in the same way, so a verb that does more than answer must not fail because of it. Linux only.
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
