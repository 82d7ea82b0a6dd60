/** A package's documentation: man pages, changelog, copyright. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HELP as AGENT_HELP } from "../agent/src/command-line.ts";
import { overview, verbText } from "../cli/src/help.ts";
import { VERBS } from "../cli/src/verbs/index.ts";
import { HELP as COORDINATOR_HELP } from "../coordinator/src/command-line.ts";
import { type ChangelogOptions, changelog, compressed } from "./changelog.ts";
import { copyright, type Part, partsIn, type Stanza } from "./copyright.ts";
import type { DebFile } from "./deb.ts";
import { lintianOverrides } from "./lintian-overrides.ts";
import { type ManPage, manPage } from "./man-page.ts";

const ROOT = join(import.meta.dirname, "../..");

export type Page = Pick<ManPage, "name" | "section" | "help" | "parts" | "also">;

/** Man pages, by the package that contains them. */
export const PAGES: Readonly<Record<string, readonly Page[]>> = {
  "pi-agent": [
    { name: "pi-agent", section: 8, help: AGENT_HELP, also: ["pi-coordinator(8)", "pictl(1)", "journalctl(1)"] },
  ],
  "pi-coordinator": [
    { name: "pi-coordinator", section: 8, help: COORDINATOR_HELP, also: ["pi-agent(8)", "pictl(1)", "journalctl(1)"] },
  ],
  pictl: [
    {
      name: "pictl",
      section: 1,
      help: overview(VERBS),
      parts: VERBS.map(verbText),
      also: ["pi-agent(8)", "pi-coordinator(8)", "kubectl(1)"],
    },
  ],
};

export interface DocumentsOptions extends ChangelogOptions {
  /** Folders of the libraries in the bundle. */
  readonly libraries: readonly string[];
  /** Third-party files beside the bundle. */
  readonly others?: readonly Stanza[];
}

/** The files in /usr/share that Debian's policy requires of a package. */
export async function documents(options: DocumentsOptions): Promise<Record<string, DebFile>> {
  const { name, others = [] } = options;
  const licences = await allLicences(options, `usr/lib/${name}/${name}.cjs`, others);
  const history = await readFile(join(ROOT, "CHANGELOG.md"), "utf8");
  const pages = (PAGES[name] ?? []).map((page) => [
    `usr/share/man/man${page.section}/${page.name}.${page.section}.gz`,
    { content: compressed(manPage({ ...page, ...options, name: page.name })) },
  ]);
  return {
    [`usr/share/doc/${name}/copyright`]: { content: licences },
    [`usr/share/doc/${name}/changelog.gz`]: { content: compressed(changelog(history, options)) },
    ...Object.fromEntries(pages),
    ...lintianOverrides(name),
  };
}

/** Every licence of one of our programs, whose bundle is at `path`, and of the files beside it. */
export async function allLicences(
  { version, libraries }: Pick<DocumentsOptions, "version" | "libraries">,
  path: string,
  others: readonly Stanza[] = [],
): Promise<string> {
  const text = await readFile(join(ROOT, "LICENSE"), "utf8");
  const own: Part = { name: "Rackberry", version, license: "MIT", text };
  const bundle: Stanza = { files: path, parts: [own, ...(await partsIn(libraries))] };
  return copyright([{ files: "*", parts: [own] }, bundle, ...others]);
}
