/** The folder with the packages that a verb needs. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import { BUILT_PACKAGES } from "../card/packages-folder.ts";
import { showProgress, size } from "../image/progress.ts";
import { type Context, text, usageError, type Values } from "../verb.ts";
import { VERSION } from "../version.ts";
import { bringPackages } from "./bring-packages.ts";
import { RELEASE, type ReleasedFile } from "./release.ts";

/** For verbs that need packages. */
export const PACKAGES_OPTIONS = { packages: { type: "string" }, from: { type: "string" } } as const;

export interface Wanted {
  readonly names: readonly string[];
  /** In dpkg's words; absent means every architecture. */
  readonly architecture?: string;
}

/**
 * The folder of --packages; otherwise a released pictl's cache, once the packages are in it; otherwise the output of
 * `npm run package`. Throws when there are no such packages.
 */
export async function packagesOf(
  context: Pick<Context, "note" | "redraw" | "columns" | "signal">,
  values: Values,
  wanted: Wanted,
): Promise<string> {
  const [folder, from] = [text(values, "packages"), text(values, "from")];
  if (folder !== undefined && from !== undefined) {
    throw usageError("--packages (a folder) and --from (an address) exclude each other");
  }
  if (folder !== undefined) return resolve(folder);
  if (from !== undefined && !/^https?:$/.test(URL.parse(from)?.protocol ?? "")) {
    throw usageError(`--from ${from}: must be an address that begins with https://; for a folder use --packages`);
  }
  if (!RELEASE) {
    if (from === undefined) return BUILT_PACKAGES;
    throw usageError("--from: this pictl runs from a checkout, which has no hashes of released packages");
  }
  const files = RELEASE.packages.filter(({ file }) => isWanted(file, wanted));
  if (files.length === 0) throw new AppError("refused", `this release has no packages for ${wanted.architecture}`);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "rackberry", VERSION);
  const url = (from ?? process.env.RACKBERRY_FROM ?? RELEASE.url)?.replace(/\/+$/, "");
  const progress = showProgress({ ...context, now: () => performance.now() });
  const onFetch = (file: ReleasedFile, place: string) => {
    context.note(`downloading ${place} (${size(file.size)}) to ${cache}`);
    progress.begin(file.file, file.size);
    return progress.add;
  };
  try {
    await bringPackages(files, { beside: import.meta.dirname, cache, url }, { signal: context.signal, onFetch });
  } finally {
    progress.end();
  }
  return cache;
}

function isWanted(file: string, { names, architecture }: Wanted): boolean {
  const [name = "", , rest] = file.split("_");
  return names.includes(name) && (architecture === undefined || rest === `${architecture}.deb`);
}
