/** Where the .deb files for a card come from. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { refuseNoPackage } from "../deb-file.ts";
import { fileError } from "../file-error.ts";

/** Where `npm run package` puts them. */
export const BUILT_PACKAGES = join(import.meta.dirname, "../../../../dist");

const NOT_BUILT = "contains no packages: build them with npm run package, or name their folder with --packages";

export type PackageName = "pi-agent" | "pi-coordinator";

/** Content of the package for `architecture` (dpkg's word). Throws `refused` naming the folder when it is not there. */
export async function readPackage(folder: string, name: PackageName, architecture?: string): Promise<Buffer> {
  try {
    const path = join(folder, choosePackage(await readdir(folder), name, architecture));
    await refuseNoPackage(path);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "invalid") {
      throw new AppError("refused", `${folder}: ${cause.message}`, { cause });
    }
    throw fileError(cause, folder, { ENOENT: NOT_BUILT, ENOTDIR: NOT_BUILT });
  }
}

/**
 * pi-agent.deb or pi-agent_VERSION_ARCH.deb, for arm64 unless told otherwise: every Pi with a 64-bit OS has that. Throws
 * `invalid` when none or more than one fits.
 */
export function choosePackage(files: readonly string[], name: PackageName, architecture?: string): string {
  const candidates = files.flatMap((file) => {
    const [, arch = "all"] = new RegExp(`^${name}(?:_[^_]+_([a-z0-9]+))?\\.deb$`).exec(file) ?? [];
    return file.startsWith(name) && new RegExp(`^${name}(?:_[^_]+_[a-z0-9]+)?\\.deb$`).test(file)
      ? [{ file, arch }]
      : [];
  });
  const there = [...new Set(candidates.map((candidate) => candidate.arch))];
  const wanted = architecture ?? "arm64";
  const fitting = candidates.filter(({ arch }) => arch === wanted || arch === "all");
  const [only] = fitting;
  if (only && fitting.length === 1) return only.file;
  if (fitting.length > 1) {
    throw new AppError(
      "invalid",
      `more than one ${name} for ${wanted}: ${fitting.map(({ file }) => file).join(", ")}; keep one`,
    );
  }
  const found = candidates.length > 0 ? `only ${there.join(", ")}` : "none at all";
  const other = architecture === undefined && candidates.length > 0;
  throw new AppError(
    "invalid",
    `no ${name} package for ${wanted}${other ? ", which a Pi needs" : ""} (${found}): build them with npm run package${
      other ? `, or use --arch ${there[0]} for a machine that is not a Pi` : ""
    }`,
  );
}
