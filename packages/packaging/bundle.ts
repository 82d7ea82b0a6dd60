/** One minified CommonJS file of a program: it starts twice as fast as its sources and needs no node_modules. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";

export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
  readonly version: string;
  /** Modules that the program can do without, and what takes their place: a file of this folder. */
  readonly without?: Readonly<Record<string, string>>;
  /** Modules that are loaded late, from a bundle of their own beside this one: pattern of the import, file's name. */
  readonly apart?: Readonly<Record<string, string>>;
  /** What takes the place of names in the sources, as JSON or a name. */
  readonly define?: Readonly<Record<string, string>>;
  /** Stands before the program, and is run first. */
  readonly banner?: string;
}

export interface Bundle {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Folders of the packages of other people that are in it. */
  readonly libraries: readonly string[];
  /** Files that are in it, relative to the repository. */
  readonly inputs: readonly string[];
}

/**
 * What protobufjs, ws and dns-packet load and our programs never call: numbers with a point, services, bytes given as
 * base64, a websocket as a stream, names for numbers in DNS headers and for the options of a record that is not let in.
 */
const UNUSED = {
  "^\\./(?:float|rpc|base64|eventemitter|aspromise)$": "no-part.cjs",
  "^\\./lib/stream\\.js$": "no-part.cjs",
  "^\\./(?:optioncodes|opcodes|rcodes)$": "no-part.cjs",
};

const ROOT = join(import.meta.dirname, "../..");

/** Puts small files in the place of modules whose import matches a pattern. */
const replacing = (replacements: Readonly<Record<string, string>>): Plugin => ({
  name: "replacing",
  setup(build) {
    for (const [pattern, file] of Object.entries(replacements)) {
      const path = join(import.meta.dirname, file);
      build.onResolve({ filter: new RegExp(pattern) }, () => ({ path }));
    }
  },
});

/** Leaves modules out that lie in a file beside the program. They share nothing with it, no class either. */
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
      // ws's native speed-ups are not installed: looking for them would cost 3 ms of every start.
      "process.env.WS_NO_BUFFER_UTIL": '"1"',
      "process.env.WS_NO_UTF_8_VALIDATE": '"1"',
    },
    external: ["bufferutil", "utf-8-validate"],
    // 64-bit numbers: ours are plain ones. Compression: nothing on our wire is (WEBSOCKET_LIMITS), so no zlib either.
    plugins: [
      apartFrom(apart),
      replacing({ "^long$": "no-long.cjs", "/permessage-deflate(\\.js)?$": "no-deflate.cjs", ...UNUSED, ...without }),
    ],
    logLevel: "warning",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry}: esbuild gave nothing`);
  // Whoever packs the file at this moment finds the whole old one or the whole new one.
  const unfinished = `${outfile}.${process.pid}`;
  await mkdir(dirname(outfile), { recursive: true });
  await writeFile(unfinished, file.contents);
  await rename(unfinished, outfile);
  const [output] = Object.values(metafile.outputs);
  // What gives no byte (types, what is never called) is not in it.
  const inputs = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  );
  return { path: outfile, size: output?.bytes ?? 0, libraries: librariesOf(inputs), inputs };
}

/** Folders of the packages of other people that these files, relative to the repository, are of. */
export function librariesOf(inputs: readonly string[]): readonly string[] {
  const found = inputs.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(found.filter((path) => path !== undefined))].sort().map((path) => join(ROOT, path));
}
