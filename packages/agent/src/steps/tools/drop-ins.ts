/** Settings in folders of drop-ins, as systemd reads them (sysctl.d(5), journald.conf(5)): the last value wins. */
import type { Host } from "../../host/host.ts";
import { readFile } from "./files.ts";

export interface DropIn {
  readonly path: string;
  readonly content: string;
}

/** A file hides those of the same name further down this list. */
const ROOTS = ["/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"];

/** Sorts after any name that begins with a digit or a letter other than z, as people's files do. */
export const LAST = "zz-rackberry.conf";

/** The files below each root's `folder` ("sysctl.d"), in the order in which they are read. */
export async function dropIns(host: Host, folder: string): Promise<readonly DropIn[]> {
  const paths = new Map<string, string>();
  for (const root of ROOTS) {
    for (const name of (await host.list(`${root}/${folder}`)) ?? []) {
      if (/^[^.].*\.conf$/.test(name) && !paths.has(name)) paths.set(name, `${root}/${folder}/${name}`);
    }
  }
  const inOrder = [...paths].sort(([a], [b]) => byBytes(a, b));
  // A link to /dev/null reads as nothing, and so sets nothing.
  const files = await Promise.all(inOrder.map(async ([, path]) => ({ path, content: await readFile(host, path) })));
  return files.flatMap(({ path, content }) => (content === undefined ? [] : [{ path, content }]));
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const isAfterOurs = (path: string): boolean => byBytes(path.slice(path.lastIndexOf("/") + 1), LAST) > 0;

export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly path: string;
}

/** Assignments of a drop-in, without comments and with continued lines joined; `section` only where files have sections. */
export function settingsOf({ path, content }: DropIn, section?: string): readonly Setting[] {
  let inside = section === undefined;
  return content
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const name = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
      if (name !== undefined) inside = section === undefined || name === section;
      const [, key, value = ""] = /^\s*([^#;\s=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return inside && key !== undefined ? [{ key, value, path }] : [];
    });
}
