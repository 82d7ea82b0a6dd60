/** Where lintian is wrong about the packages, and why they are correct. */
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

const RUNTIME: readonly Override[] = [
  {
    tag: "embedded-library zlib *",
    reason:
      "The runtime is the Node.js project's own build, pinned by its hash, and carries the libraries that it was tested " +
      "with: the same on every Ubuntu and Debian that a Pi may run.",
  },
  {
    tag: "copyright-file-contains-full-apache-2-license",
    reason: "What Node.js says of its parts is given word for word, and it has that licence in the middle of it.",
  },
];

const APACHE: Override = {
  tag: "copyright-not-using-common-license-for-apache2",
  reason:
    "Every licence is given in full, as it came: the same list goes with forms of our programs that are for no Debian, " +
    "where there is no /usr/share/common-licenses.",
};

const OVERRIDES: Readonly<Record<string, readonly Override[]>> = {
  "pi-agent": [ZSTD, ...RUNTIME, APACHE],
  "pi-coordinator": [ZSTD],
  pictl: [ZSTD, ...RUNTIME, APACHE],
};

/** The file in which lintian looks for a package's overrides. */
export function lintianOverrides(name: string): Record<string, DebFile> {
  const lines = (OVERRIDES[name] ?? []).map(({ tag, reason }) => `# ${reason}\n${name}: ${tag}\n`);
  return { [`usr/share/lintian/overrides/${name}`]: { content: lines.join("") } };
}
