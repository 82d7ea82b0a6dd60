import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "./tool.ts";

/** The release that the virtual Pis run. */
export const RELEASE = "bookworm";
export const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

export interface Source {
  site: string;
  suite: string;
}

/** This machine's mirrors of a release, its updates and security, from `apt-get indextargets`' "SITE SUITE" lines. */
export function debianSources(indextargets: string, release = RELEASE): Source[] {
  const suites = [release, `${release}-updates`, `${release}-security`];
  const seen = new Map<string, Source>();
  for (const line of indextargets.split("\n")) {
    const [site, suite] = line.trim().split(" ");
    if (site && suite && suites.includes(suite)) seen.set(suite, { site: site.replace(/\/$/, ""), suite });
  }
  return suites.flatMap((suite) => seen.get(suite) ?? []);
}

/** Asks this machine's apt for its Debian sources. */
export async function machineSources(run: Run): Promise<Source[]> {
  const targets = await run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]);
  const sources = debianSources(targets);
  if (!sources.some(({ suite }) => suite === RELEASE)) {
    throw new Error(`this machine's apt knows no mirror of Debian ${RELEASE} (see: apt-get indextargets)`);
  }
  return sources;
}

export const sourceLine = (kind: "deb" | "deb-src", { site, suite }: Source): string =>
  `${kind} [signed-by=${KEYRING}] ${site} ${suite} main`;

/**
 * A private apt in `dir`: it reaches mirrors as this machine does, but has its own sources, lists and cache.
 * `status` is the dpkg status file that dependencies are resolved against; without it the system is empty.
 * `architecture` may differ from this machine's, whose own dpkg is unaffected.
 */
export async function privateApt(
  run: Run,
  dir: string,
  {
    sources,
    status = "/dev/null",
    architecture = "amd64",
  }: { sources: readonly string[]; status?: string; architecture?: string },
): Promise<(args: readonly string[], options?: { cwd?: string }) => Promise<string>> {
  const list = join(dir, "sources.list");
  await mkdir(join(dir, "lists/partial"), { recursive: true });
  await mkdir(join(dir, "archives/partial"), { recursive: true });
  await writeFile(list, `${sources.join("\n")}\n`);
  const settings = {
    "Dir::Etc::SourceList": list,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::State": dir,
    "Dir::State::Lists": join(dir, "lists"),
    "Dir::State::Status": status,
    "Dir::Cache": dir,
    "Dir::Cache::Archives": join(dir, "archives"),
    "Acquire::Languages": "none",
    "APT::Architecture": architecture,
    "APT::Architectures": architecture,
    "APT::Sandbox::User": "root",
    "APT::Keep-Downloaded-Packages": "true",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (args: readonly string[], { cwd = dir } = {}) =>
    run(["apt-get", "--quiet", "--yes", ...options, ...args], { cwd });
  await apt(["update"]);
  return apt;
}
