import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type KeyName, signRelease } from "./signing-keys.ts";
import type { Run } from "./tool.ts";

export interface Repository {
  /** The repository's root: paths in Packages are relative to it. */
  root: string;
  /** The folder with the packages, relative to the root. */
  packages: string;
  /** Where the Release file goes, relative to the root: "." in a flat repository. */
  release: string;
  /** Where Packages goes, relative to the root. */
  index: string;
  /** The Release file's fields (Origin, Suite, …), as apt-ftparchive calls them. */
  fields: Readonly<Record<string, string>>;
}

/** Writes Packages, Packages.gz, Release, Release.gpg and InRelease around packages that lie there already. */
export async function indexRepository(
  run: Run,
  { root, packages, release, index, fields }: Repository,
  signed: { keys: string; by: KeyName },
): Promise<void> {
  const listing = await run(["apt-ftparchive", "packages", packages], { cwd: root });
  const file = join(root, index, "Packages");
  await writeFile(file, listing);
  await run(["gzip", "--keep", "--no-name", file]);
  const options = Object.entries(fields).flatMap(([name, value]) => [
    "-o",
    `APT::FTPArchive::Release::${name}=${value}`,
  ]);
  const text = await run(["apt-ftparchive", ...options, "release", release], { cwd: root });
  await writeFile(join(root, release, "Release"), text);
  await signRelease(run, signed.keys, signed.by, join(root, release, "Release"));
}
