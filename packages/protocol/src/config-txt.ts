/**
 * config.txt as the firmware reads it: filters, includes, and the last of repeated settings.
 * Source: raspberrypi.com/documentation/computers/config_txt.html
 */
import { AppError } from "./error.ts";
import { asText } from "./kernel-line.ts";

/** Reads a file on the boot partition, one character per byte; undefined if there is none. */
export type ReadBootFile = (path: string) => Promise<string | undefined>;

/** Lines of config.txt, of tryboot.txt, and of what they include, by path. */
export type ConfigFiles = ReadonlyMap<string, readonly ConfigLine[]>;

/** A line with one of section, included and setting; a comment has none. */
export interface ConfigLine {
  readonly text: string;
  readonly section?: string;
  readonly included?: string;
  readonly setting?: { readonly key: string; readonly value: string; readonly hasBlanks: boolean };
}

/** What filters are compared with: one of the ways in which this card may be booted. */
export interface BootWorld {
  /** Filters of the model: pi4, cm4 … */
  readonly model: ReadonlySet<string>;
  /** Other filters that match: a serial number, a display, a pin. */
  readonly others: ReadonlySet<string>;
  /** The single trial boot of a staged system. */
  readonly tryboot: boolean;
  /** Whether settings with blanks around their "=" count: firmware versions differ. */
  readonly blanks: boolean;
  /** `[none]` applies until the next model filter, not until `[all]`: the documentation can be read either way. */
  readonly noneIsModel: boolean;
}

const MOST_FILES = 64;
const MOST_LINES = 5_000;
const DEEPEST = 8;

/** Reads config.txt and everything that it includes. Throws `refused` when the includes are endless. */
export async function readConfig(read: ReadBootFile): Promise<ConfigFiles> {
  const files = new Map<string, readonly ConfigLine[]>();
  const asked = new Set<string>();
  const next = ["config.txt", "tryboot.txt"];
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    if (asked.has(path)) continue;
    asked.add(path);
    if (asked.size > MOST_FILES) throw endless(`includes more than ${MOST_FILES} files`);
    const text = await read(path);
    if (text === undefined) continue;
    const lines = text.split(/\r?\n/).map((line) => parseLine(line.trim()));
    files.set(path, lines);
    next.push(...lines.flatMap(({ included }) => included ?? []));
  }
  return files;
}

/** The settings that apply in this world, by name. */
export function settingsIn(files: ConfigFiles, world: BootWorld): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  /** Filters of the same kind replace each other; those of different kinds combine. */
  const filters = new Map<string, boolean>();
  let lines = 0;
  const readInto = (path: string, including: readonly string[]): void => {
    for (const { section, included, setting } of files.get(path) ?? []) {
      if (++lines > MOST_LINES) throw endless(`has more than ${MOST_LINES} lines with all that it includes`);
      if (section === "all") filters.clear();
      else if (section === "none" && world.noneIsModel) filters.set("model", false);
      else if (section !== undefined) filters.set(kindOf(section), holds(section, world));
      else if ([...filters.values()].includes(false)) continue;
      else if (included !== undefined) {
        if (!including.includes(included) && including.length < DEEPEST) readInto(included, [...including, included]);
      } else if (setting && (world.blanks || !setting.hasBlanks)) settings.set(setting.key, setting.value);
    }
  };
  const first = world.tryboot && files.has("tryboot.txt") ? "tryboot.txt" : "config.txt";
  readInto(first, [first]);
  return settings;
}

/** Every section, and whether a setting that matters here has blanks around its "=". */
export function sectionsOf(files: ConfigFiles): { readonly sections: ReadonlySet<string>; readonly blanks: boolean } {
  const lines = [...files.values()].flat();
  const names = ["os_prefix", "cmdline"];
  return {
    sections: new Set(lines.flatMap(({ section }) => section ?? [])),
    blanks: lines.some(({ setting }) => setting?.hasBlanks === true && names.includes(setting.key)),
  };
}

function parseLine(text: string): ConfigLine {
  if (text.startsWith("#")) return { text };
  const section = /^\[([^\]]*)\]/.exec(text)?.[1]?.trim().toLowerCase();
  if (section !== undefined) return { text, section };
  const named = /^include\s+(\S.*)$/.exec(text)?.[1];
  if (named !== undefined) {
    const included = asText(named).replace(/^\/+/, "");
    // Nothing outside the boot partition is read.
    return included.split("/").includes("..") ? { text } : { text, included };
  }
  const [, key, before = "", after = "", value = ""] = /^([^=\s]+)(\s*)=(\s*)(.*)$/.exec(text) ?? [];
  if (key === undefined) return { text };
  return { text, setting: { key, value: asText(value), hasBlanks: before + after !== "" } };
}

export function kindOf(section: string): "none" | "tryboot" | "model" | "serial" | (string & {}) {
  if (/^(?:pi|cm)\d/.test(section) || isBoardType(section)) return "model";
  if (/^0x/.test(section)) return "serial";
  return section.split(/[=:<>!&]/)[0]?.replace(/\d+$/, "") ?? section;
}

/** A filter by board type number, which is not in the device tree. */
export const isBoardType = (section: string): boolean => section.startsWith("board-type=");

function holds(section: string, { model, others, tryboot }: BootWorld): boolean {
  const kind = kindOf(section);
  if (kind === "none") return false;
  if (kind === "tryboot") return tryboot;
  return (kind === "model" && !isBoardType(section) ? model : others).has(section);
}

const endless = (what: string) => new AppError("refused", `config.txt ${what}: remove an include from it`);
