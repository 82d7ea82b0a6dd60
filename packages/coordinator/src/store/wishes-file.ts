/** What `pictl apply` last sent, in a file of its own that is always whole, whatever happens while it is written. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseRackFiles, type RackFiles } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";

export interface WishesFile {
  /** Undefined when nothing was applied, or when the configuration folder's rack.yaml has changed since. */
  read(): RackFiles | undefined;
  /** All or nothing; on the disk when it returns. Synchronous, so no other write can come in between. */
  write(files: RackFiles): void;
}

/** `below` is the text of the configuration folder's rack.yaml, over which the file takes precedence. */
export function wishesFile(path: string, below: string): WishesFile {
  const ABOUT =
    "What pictl apply sent last. pi-coordinator uses it until rack.yaml in its configuration folder is changed, and then uses that file.";
  return {
    read() {
      const text = textOf(path);
      if (text === undefined) return undefined;
      try {
        const { over, files } = JSON.parse(text) as { readonly over?: unknown; readonly files?: unknown };
        return over === below ? parseRackFiles(files) : undefined;
      } catch (cause) {
        throw new AppError("invalid", `${path} is damaged: remove it, and run pictl apply again`, { cause });
      }
    },
    write(files) {
      const beside = `${path}.new`;
      rmSync(beside, { force: true });
      const lines = Object.entries({ about: ABOUT, over: below, files }).map(
        ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value, null, 2)}`,
      );
      // The first line is for people who open the file.
      writeFileSync(beside, `{ ${lines.join(",\n")} }\n`, { mode: 0o600, flag: "wx", flush: true });
      renameSync(beside, path);
      const directory = openSync(dirname(path), "r");
      fsyncSync(directory);
      closeSync(directory);
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new AppError("refused", `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
