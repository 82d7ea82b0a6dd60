/** Options of `npm run package`. */
import { parseArgs } from "node:util";
import { ARCHITECTURES, type Architecture, architecturesOf } from "./runtime.ts";

export interface PackagingOptions {
  readonly architectures: readonly Architecture[];
  /** Absent: the version in package.json. */
  readonly version?: string;
  /** Folder for the packages and the bundles. Absent: dist. */
  readonly out?: string;
}

export const HELP = `npm run package: builds the Debian packages of pi-agent and pi-coordinator

usage: npm run package [-- options]

options:
  --arch ARCH     ${ARCHITECTURES.join(" or ")}; default: all
  --version V     a version other than package.json's
  --out DIR       folder for the packages and the programs' bundles (dist)
  --help

The same sources give the same bytes. Their date is the last commit's, or SOURCE_DATE_EPOCH.
`;

/** Undefined when help is requested. Throws with a sentence for the person at the keyboard. */
export function parseOptions(argv: readonly string[]): PackagingOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      arch: { type: "string", default: "all" },
      version: { type: "string" },
      out: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const { arch, version, out } = values;
  // A native Debian version (deb-version(7)): it becomes part of file names.
  if (version !== undefined && !/^\d[A-Za-z0-9.+~]*$/.test(version)) {
    throw new Error(`--version ${version}: a version consists of digits, letters and .+~, and begins with a digit`);
  }
  return { architectures: architecturesOf(arch), version, out };
}
