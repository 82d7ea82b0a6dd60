/** rack.yaml and the files that it names, as they are sent and stored: names and texts, unchecked. */
import { AppError } from "@rackberry/protocol";
import { RACK_FILE } from "./rack-config.ts";

/** By name. */
export type RackFiles = Readonly<Record<string, string>>;

/** Most bytes of all files as JSON: the largest rack.yaml, and three times as much for the files that it names. */
export const MAX_RACK_FILES = 1024 * 1024;

/** Throws `invalid` when the value is not a map of names to texts, or lacks rack.yaml. */
export function parseRackFiles(value: unknown): RackFiles {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const isText = entries.every((entry): entry is [string, string] => typeof entry[1] === "string");
  if (isText && entries.some(([name]) => name === RACK_FILE)) return Object.fromEntries(entries);
  throw new AppError("invalid", `files: ${RACK_FILE} and the files that it names are expected, each as text`);
}

/** The `read` that loadRack takes. */
export const readerOf =
  (files: RackFiles) =>
  async (name: string): Promise<string | undefined> =>
    Object.hasOwn(files, name) ? files[name] : undefined;
