/** What user-data has a Pi do: commands, packages and files, in whichever of its forms a person wrote them. Pure. */
import { gunzipSync } from "node:zlib";

export interface Acts {
  /** Each as one line; a file that is written is one too: "write_files > /etc/hosts". */
  readonly commands: readonly string[];
  readonly packages: readonly string[];
  /** Lines of all files that are written. */
  readonly written: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

export function actsOf(values: Values): Acts {
  const files = listOf(values.write_files).filter(isMapping);
  const texts = files.map(contentOf);
  const snaps = isMapping(values.snap) ? commandsOf(values.snap.commands).map(withSnap) : [];
  const packages = listOf(values.packages).flatMap(packagesOf);
  return {
    commands: [
      ...["bootcmd", "runcmd"].flatMap((key) => commandsOf(values[key])),
      ...snaps,
      ...packages.filter((name) => name.startsWith(SNAP)),
      ...files.map(({ path }) => `write_files > ${String(path)}`),
      ...texts.filter((text) => text.startsWith("#!")).flatMap(linesOf),
    ],
    packages: packages.filter((name) => !name.startsWith(SNAP)),
    written: texts.flatMap(linesOf),
  };
}

/** Lines of a script without its remarks. */
export const linesOf = (script: string): string[] => script.split("\n").filter((line) => !/^\s*#/.test(line));

const SNAP = "snap install ";
/** cloud-init puts the word in front where it is missing (cc_snap.py). */
const withSnap = (command: string) => (/^snap\b/.test(command) ? command : `snap ${command}`);

/** Our own command is not a person's. */
const commandsOf = (value: unknown): string[] =>
  listOf(value)
    .map(words)
    .filter((one) => !one.includes("rackberry/install.sh"))
    .flatMap((one) => one.split("\n"));

/** "vim", [vim, VERSION], or {apt: […], snap: […]} (cc_package_update_upgrade_install.py). */
function packagesOf(value: unknown): string[] {
  if (!isMapping(value)) return [firstWord(value)];
  return Object.entries(value).flatMap(([kind, names]) =>
    listOf(names).map((name) => (kind === "snap" ? SNAP + words(name) : firstWord(name))),
  );
}

const firstWord = (value: unknown) => String(Array.isArray(value) ? value[0] : value).trim();
const words = (value: unknown) => (Array.isArray(value) ? value.join(" ") : String(value ?? ""));

/** What is more than so many bytes is no text of a person. */
const LONGEST = 1024 * 1024;

function contentOf({ content, encoding }: Values): string {
  const bytes = content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(String(content ?? ""));
  const kind = String(encoding ?? "").toLowerCase();
  try {
    const packed = /b(?:ase)?64/.test(kind) ? Buffer.from(bytes.toString("latin1"), "base64") : bytes;
    return String(/gz/.test(kind) ? gunzipSync(packed, { maxOutputLength: LONGEST }) : packed);
  } catch {
    // Not what its encoding says: cloud-init's trouble, and nothing here depends on it.
    return "";
  }
}

const isMapping = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : isMapping(value) ? Object.values(value) : [];
