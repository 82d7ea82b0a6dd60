/** A released pictl: a single file, which contains the hashes of its release's agent packages. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Release, ReleasedFile } from "../cli/src/release/release.ts";
import { type Bundle, bundle } from "./bundle.ts";

/** As in package.json: an older Node would end in a stack trace. */
const NODE = 24;

export interface PictlBundleOptions {
  readonly outfile: string;
  readonly version: string;
  readonly release: Release;
}

export const pictlBundle = ({ outfile, version, release }: PictlBundleOptions): Promise<Bundle> =>
  bundle({
    entry: "packages/cli/src/main.ts",
    outfile,
    version,
    define: {
      RACKBERRY_RELEASE: JSON.stringify(release),
      // A CommonJS file has no import.meta; in an executable, __dirname is the executable's own folder.
      "import.meta.dirname": "__dirname",
    },
    banner:
      `if (parseInt(process.versions.node, 10) < ${NODE}) { console.error("pictl: needs Node ${NODE} or newer, and this is " + ` +
      `process.version + ": install a newer Node, or a pictl that brings its own runtime"); process.exit(1); }`,
  });

/** What a release states about one of its files. */
export async function describeFile(path: string): Promise<ReleasedFile> {
  const content = await readFile(path);
  return { file: basename(path), size: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}
