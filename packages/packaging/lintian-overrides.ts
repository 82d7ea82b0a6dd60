/** Where lintian errs about the packages, and why it is right all the same. */
import type { DebFile } from "./deb.ts";

interface Override {
  /** The tag and its context as lintian prints them; * stands for anything. */
  readonly tag: string;
  readonly reason: string;
}

const ZSTD: Override = {
  tag: "malformed-deb-archive third (official) member data.tar.zst *",
  reason:
    "dpkg reads zstd, since Ubuntu 18.04 and Debian 12, and unpacks it eight times as fast as xz: on a Pi that is seconds " +
    "of the first boot. This lintian is older than that.",
};

const OVERRIDES: Readonly<Record<string, readonly Override[]>> = {
  "pi-agent": [ZSTD],
  "pi-coordinator": [ZSTD],
};

/** The file in which lintian looks for the overrides of a package. */
export function lintianOverrides(name: string): Record<string, DebFile> {
  const lines = (OVERRIDES[name] ?? []).map(({ tag, reason }) => `# ${reason}\n${name}: ${tag}\n`);
  return { [`usr/share/lintian/overrides/${name}`]: { content: lines.join("") } };
}
