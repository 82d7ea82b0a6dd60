/** debian/copyright in its machine-readable form (DEP-5): a package's copyright holders, and every licence in full. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A third-party work contained in one of our files. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** SPDX's or Debian's short name. */
  readonly license: string;
  /** The original licence text, with its copyright lines. */
  readonly text: string;
}

/** A file, or a pattern of files, in a package. */
export interface Stanza {
  readonly files: string;
  readonly parts: readonly Part[];
}

/** Reads the licences of installed packages, given their folders. Throws if one has none: its terms are unknown. */
export async function partsIn(folders: readonly string[]): Promise<Part[]> {
  return await Promise.all(
    folders.map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) throw new Error(`${folder} has no licence file, which must go with every copy of it`);
      return { name, version, license, text: await readFile(join(folder, file), "utf8") };
    }),
  );
}

/** The first stanza applies to all files; later ones override it for the files that they name. */
export function copyright(stanzas: readonly Stanza[]): string {
  const paragraphs = [
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: Rackberry",
    ...stanzas.map(({ files, parts }) =>
      [
        `Files: ${files}`,
        `Copyright: ${holders(parts).join("\n           ")}`,
        `License: ${licenses(parts).join(" and ")}`,
      ].join("\n"),
    ),
  ];
  const all = stanzas.flatMap(({ parts }) => parts);
  for (const license of licenses(all)) {
    const texts = all
      .filter((part) => part.license === license)
      .map(({ name, version, text }) => {
        return `${name} ${version}:\n\n${text.trim()}`;
      });
    paragraphs.push(`License: ${license}\n${folded([...new Set(texts)].join("\n\n"))}`);
  }
  return `${paragraphs.join("\n\n")}\n`;
}

const licenses = (parts: readonly Part[]) => [...new Set(parts.map(({ license }) => license))].sort();

/** The copyright holders, from lines that begin with "Copyright", except "copyright holder", "owner" and "notice". */
function holders(parts: readonly Part[]): string[] {
  const lines = parts.flatMap(({ text }) => text.split("\n"));
  const named = lines.flatMap((line) => /^\W*copyright\s+(?!(?:holder|owner|notice)s?\b)(.+)/i.exec(line)?.[1] ?? []);
  return [...new Set(named.map((line) => line.replace(/\(c\)|©|all rights reserved\.?|\*\//gi, "").trim()))].filter(
    Boolean,
  );
}

/** Continuation lines of a field, as control files write them (deb-control(5)). */
const folded = (text: string) =>
  text
    .split("\n")
    .map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd()}`))
    .join("\n");
