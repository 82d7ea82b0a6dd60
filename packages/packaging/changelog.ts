/** changelog.gz from CHANGELOG.md (deb-changelog(5)). */
import { gzipSync } from "node:zlib";
import { MAINTAINER } from "./control.ts";

export interface ChangelogOptions {
  readonly name: string;
  readonly version: string;
  /** Seconds since 1970. */
  readonly epoch: number;
}

/** The list items of the version's section in `markdown`; a version without one, not yet released, gets the newest. */
export function changelog(markdown: string, { name, version, epoch }: ChangelogOptions): string {
  const sections = markdown.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split(/\s/)[0] === version) ?? sections[0] ?? "";
  const points = section.split(/^- /m).slice(1);
  const changes = points.map((point) => `  * ${wrapped(point, 76).join("\n    ")}`).join("\n");
  return `${name} (${version}) unstable; urgency=medium\n\n${changes}\n\n -- ${MAINTAINER}  ${rfc5322(epoch)}\n`;
}

/** Like gzip -9n: without a name or a time. */
export const compressed = (text: string): Uint8Array => gzipSync(text, { level: 9 });

/** Wraps the text into lines of at most `columns` characters. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const rfc5322 = (epoch: number) => new Date(epoch * 1000).toUTCString().replace("GMT", "+0000");
