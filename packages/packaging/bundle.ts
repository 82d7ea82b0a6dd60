/** Bundles a program as one minified CommonJS file, which starts twice as fast as the sources, without node_modules. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
  readonly version: string;
  /** Modules that the program does not need, each with its replacement: a file in this folder. */
  readonly without?: Readonly<Record<string, string>>;
  /** Modules loaded late, from a separate bundle beside this one: pattern of the import, file name. */
  readonly apart?: Readonly<Record<string, string>>;
  /** Replacements for names in the sources: JSON or another name. */
  readonly define?: Readonly<Record<string, string>>;
  /** Code at the top of the bundle, run first. */
  readonly banner?: string;
}

export interface Bundle {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Folders of the third-party packages in the bundle. */
  readonly libraries: readonly string[];
  /** Files in the bundle, relative to the repository. */
  readonly inputs: readonly string[];
}

/**
 * Code that protobufjs, ws and dns-packet load but our programs never call: floating-point numbers, services, bytes as
 * base64, a websocket as a stream, names for numbers in DNS headers and for the options of a record that is refused.
 */
const UNUSED = {
  "^\\./(?:float|rpc|base64|eventemitter|aspromise)$": "no-part.cjs",
  "^\\./lib/stream\\.js$": "no-part.cjs",
  "^\\./(?:optioncodes|opcodes|rcodes)$": "no-part.cjs",
};

const ROOT = join(import.meta.dirname, "../..");

/** Replaces modules whose import matches a pattern with small files. */
const replacing = (replacements: Readonly<Record<string, string>>): Plugin => ({
  name: "replacing",
  setup(build) {
    for (const [pattern, file] of Object.entries(replacements)) {
      const path = join(import.meta.dirname, file);
      build.onResolve({ filter: new RegExp(pattern) }, () => ({ path }));
    }
  },
});

/** Leaves out modules that are in a file beside the program. They share nothing with it, not even a class. */
const apartFrom = (files: Readonly<Record<string, string>>): Plugin => ({
  name: "apart",
  setup(build) {
    for (const [pattern, file] of Object.entries(files)) {
      build.onResolve({ filter: new RegExp(pattern) }, ({ kind }) =>
        kind === "dynamic-import" ? { path: `./${file}`, external: true } : undefined,
      );
    }
  },
});

export async function bundle(options: BundleOptions): Promise<Bundle> {
  const { entry, outfile, version, without = {}, apart = {}, define = {}, banner = "" } = options;
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    legalComments: "none",
    metafile: true,
    write: false,
    banner: { js: banner },
    define: {
      ...define,
      RACKBERRY_VERSION: JSON.stringify(version),
      // ws's native add-ons are not installed; looking for them would add 3 ms to every start.
      "process.env.WS_NO_BUFFER_UTIL": '"1"',
      "process.env.WS_NO_UTF_8_VALIDATE": '"1"',
    },
    external: ["bufferutil", "utf-8-validate"],
    // No `long`: our 64-bit fields are plain numbers. No deflate: our wire is not compressed (WEBSOCKET_LIMITS), so
    // zlib is not loaded either.
    plugins: [
      apartFrom(apart),
      replacing({ "^long$": "no-long.cjs", "/permessage-deflate(\\.js)?$": "no-deflate.cjs", ...UNUSED, ...without }),
    ],
    logLevel: "warning",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry}: esbuild gave nothing`);
  // Written beside it and renamed, so that a concurrent reader finds either the complete old file or the new one.
  const unfinished = `${outfile}.${process.pid}`;
  await mkdir(dirname(outfile), { recursive: true });
  await writeFile(unfinished, file.contents);
  await rename(unfinished, outfile);
  const [output] = Object.values(metafile.outputs);
  // Inputs that contribute no bytes (types, unused code) are not in the bundle.
  const inputs = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  );
  return { path: outfile, size: output?.bytes ?? 0, libraries: librariesOf(inputs), inputs };
}

/** Folders of the third-party packages that contain these files. Paths are relative to the repository. */
export function librariesOf(inputs: readonly string[]): readonly string[] {
  const found = inputs.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(found.filter((path) => path !== undefined))].sort().map((path) => join(ROOT, path));
}
