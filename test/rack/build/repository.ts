import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type KeyName, signRelease } from "./signing-keys.ts";
import type { Run } from "./tool.ts";
import type { Architecture } from "./versions.ts";

export interface Repository {
  /** The repository's root: paths in Packages are relative to it. */
  root: string;
  /** Where the Release file goes, relative to the root: "." in a flat repository. */
  release: string;
  indexes: readonly PackageIndex[];
  /** The Release file's fields (Origin, Suite, …), as apt-ftparchive calls them. */
  fields: Readonly<Record<string, string>>;
}

interface PackageIndex {
  /** Where Packages goes, relative to the repository's root. */
  index: string;
  /** The folders with its packages, relative to the root. */
  packages: readonly string[];
  /** Only the packages for this architecture and those for all; every package by default. */
  architecture?: Architecture;
}

/** Writes Packages, Packages.gz, Release, Release.gpg and InRelease for packages that are already in place. */
export async function indexRepository(
  run: Run,
  { root, release, indexes, fields }: Repository,
  signed: { keys: string; by: KeyName },
): Promise<void> {
  for (const { index, packages, architecture } of indexes) {
    const only = architecture === undefined ? [] : ["--arch", architecture];
    const listings: string[] = [];
    for (const folder of packages) {
      listings.push(await run(["apt-ftparchive", ...only, "packages", folder], { cwd: root }));
    }
    const file = join(root, index, "Packages");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, listings.join(""));
    await run(["gzip", "--keep", "--no-name", file]);
  }
  const options = Object.entries(fields).flatMap(([name, value]) => [
    "-o",
    `APT::FTPArchive::Release::${name}=${value}`,
  ]);
  const text = await run(["apt-ftparchive", ...options, "release", release], { cwd: root });
  await writeFile(join(root, release, "Release"), text);
  await signRelease(run, signed.keys, signed.by, join(root, release, "Release"));
}
