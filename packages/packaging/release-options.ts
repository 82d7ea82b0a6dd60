/** Options of `npm run release`. */
import { parseArgs } from "node:util";
import { ARCHITECTURES, type Architecture, architecturesOf } from "./runtime.ts";

export interface ReleaseOptions {
  readonly architectures: readonly Architecture[];
  /** Folder for the release. Absent: release. */
  readonly out?: string;
  /** URL at which the files will be published, without a trailing slash. */
  readonly url?: string;
  /** File of the signing key. */
  readonly key?: string;
}

const KEY = "RACKBERRY_SIGNING_KEY";

export const RELEASE_HELP = `npm run release: builds everything that owners of racks get

usage: npm run release [-- options]

options:
  --url URL     where the files will be found: pictl fetches the agent's packages from there, and the
                Homebrew formula pictl itself; without it there is no formula, and pictl has to be told
  --key FILE    ssh key that signs SHA256SUMS; default: $${KEY}, else nothing is signed
  --arch ARCH   ${ARCHITECTURES.join(" or ")}; default: all
  --out DIR     folder of the release (release)
  --help

The same sources give the same bytes. Their date is the last commit's, or SOURCE_DATE_EPOCH.
`;

/** Undefined when help is requested. Throws with a sentence for the person at the keyboard. */
export function parseReleaseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ReleaseOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      arch: { type: "string", default: "all" },
      out: { type: "string" },
      url: { type: "string" },
      key: { type: "string", default: environment[KEY] || undefined },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const { arch, out, url, key } = values;
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new Error(`--url ${url}: an address that begins with https:// is needed`);
  }
  return { architectures: architecturesOf(arch), out, url: url?.replace(/\/+$/, ""), key };
}
