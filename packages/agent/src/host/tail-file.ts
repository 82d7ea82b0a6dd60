/** A unit's output as it grows. */
import { open } from "node:fs/promises";
import { unlessAbsent } from "./system-error.ts";
import { wholeLines } from "./unit-records.ts";

/** Follows a growing file; keeps its last 8 KiB for the error. */
export function tailOf(path: string, onLine: (line: string) => void = () => {}) {
  let offset = 0;
  let rest = "";
  let last = "";
  return {
    async read() {
      const file = await unlessAbsent(open(path, "r"));
      if (!file) return;
      try {
        const chunk = await file.read({ buffer: Buffer.alloc(64 * 1024), position: offset });
        for (let read = chunk; read.bytesRead > 0; ) {
          const text = read.buffer.toString("utf8", 0, read.bytesRead);
          offset += read.bytesRead;
          last = (last + text).slice(-8192);
          const parts = wholeLines(rest + text);
          rest = parts.rest;
          for (const line of parts.lines) onLine(line);
          read = await file.read({ buffer: read.buffer, position: offset });
        }
      } finally {
        await file.close();
      }
    },
    end: () => rest && onLine(rest),
    last: () => last,
  };
}
