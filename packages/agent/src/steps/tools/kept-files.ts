/** Keeps copies of a person's files that ours replace, where neither apt nor a package purge looks. */
import { createHash } from "node:crypto";
import type { Host } from "../../host/host.ts";
import { DPKG_STATUS } from "./dpkg-status.ts";
import type { WantedFile } from "./files.ts";
import { list } from "./sentence.ts";

/** Beside Debian's own backups. Root only: a configuration may contain passwords. */
export const KEPT = "/var/backups/rackberry";
/** The most copies of one file: a program that rewrites it at each boot must not fill the card. */
const MOST = 9;

/**
 * Keeps a copy of the file at `path`, even one of ours (a person may have added to it), unless it is as its package
 * installed it. The same content is kept once.
 */
export async function keepCopy(host: Host, path: string): Promise<void> {
  const content = await host.read(path, "bytes");
  if (content === undefined || (await isAsPacked(host, path, content))) return;
  for (let copy = 1; copy <= MOST; copy += 1) {
    const place = `${KEPT}${path}${copy === 1 ? "" : `.${copy}`}`;
    const present = await host.read(place, "bytes");
    if (present === content) return;
    if (present !== undefined && copy < MOST) continue;
    await host.makeDirectory(KEPT, { mode: 0o700 });
    await host.makeDirectory(place.slice(0, place.lastIndexOf("/")));
    await host.write(place, content, { mode: 0o600, encoding: "bytes" });
    return;
  }
}

/** "keep a copy of your /etc/containerd/config.toml in /var/backups/rackberry", for those files that are a person's. */
export async function keepSentence(host: Host, files: readonly WantedFile[]): Promise<string | undefined> {
  const persons: string[] = [];
  for (const { path, keep } of files) {
    const content = keep && (await host.read(path, "bytes"));
    if (!content || /written by pi-agent/i.test(content.slice(0, 200))) continue;
    if (!(await isAsPacked(host, path, content))) persons.push(path);
  }
  return persons.length > 0 ? `keep a copy of your ${list(persons)} in ${KEPT}` : undefined;
}

/** Reads dpkg's own record: running dpkg would take a Pi longer than everything else here. */
async function isAsPacked(host: Host, path: string, content: string): Promise<boolean> {
  const status = (await host.read(DPKG_STATUS)) ?? "";
  const at = status.indexOf(`\n ${path} `);
  if (at < 0) return false;
  const sum = createHash("md5").update(content, "latin1").digest("hex");
  return status.startsWith(sum, at + path.length + 3);
}
