/** One minified CommonJS file of a program: it starts twice as fast as its sources and needs no node_modules. */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
  readonly version: string;
}

export interface Bundle {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Folders of the packages of other people that are in it. */
  readonly libraries: readonly string[];
}

const ROOT = join(import.meta.dirname, "../..");

export async function bundle({ entry, outfile, version }: BundleOptions): Promise<Bundle> {
  const { metafile } = await build({
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
    define: { RACKBERRY_VERSION: JSON.stringify(version) },
    // Optional parts that are not installed: ws's native speed-ups, protobufjs' 64-bit numbers (the codec has its own).
    external: ["bufferutil", "utf-8-validate"],
    alias: { long: join(import.meta.dirname, "no-long.cjs") },
    logLevel: "warning",
  });
  const [output] = Object.values(metafile.outputs);
  const found = Object.keys(output?.inputs ?? {}).map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const libraries = [...new Set(found.filter((path) => path !== undefined))].sort();
  return { path: outfile, size: output?.bytes ?? 0, libraries: libraries.map((path) => join(ROOT, path)) };
}

/** The licences of what is in a bundle, which go with every copy. */
export async function licences(own: string, libraries: readonly string[]): Promise<string> {
  const parts = [own];
  for (const folder of libraries) {
    const { name, version } = createRequire(import.meta.url)(join(folder, "package.json")) as Record<string, string>;
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file) parts.push(`${name} ${version}\n\n${await readFile(join(folder, file), "utf8")}`);
  }
  return parts.map((part) => `${part.trim()}\n`).join(`\n${"-".repeat(72)}\n\n`);
}
