/**
 * config.txt as the firmware reads it: filters, includes, the last of two settings.
 * Source: raspberrypi.com/documentation/computers/config_txt.html
 */
import { AppError } from "./error.ts";
import { asText } from "./kernel-line.ts";

/** A file of the boot partition, one character a byte; absent is undefined. */
export type ReadBootFile = (path: string) => Promise<string | undefined>;

/** Lines of config.txt, of tryboot.txt, and of what they include, by path. */
export type ConfigFiles = ReadonlyMap<string, readonly ConfigLine[]>;

/** One of section, included and setting, or a comment. */
export interface ConfigLine {
  readonly text: string;
  readonly section?: string;
  readonly included?: string;
  readonly setting?: { readonly key: string; readonly value: string; readonly hasBlanks: boolean };
}

/** What filters are held against: one of the ways in which this card may be started. */
export interface BootWorld {
  /** Filters of the model: pi4, cm4 … */
  readonly model: ReadonlySet<string>;
  /** Those of other sections that hold: a serial number, a display, a pin. */
  readonly others: ReadonlySet<string>;
  /** The one boot of a system that is staged. */
  readonly tryboot: boolean;
  /** Settings with blanks around their "=" count too: not every firmware agrees. */
  readonly blanks: boolean;
  /** `[none]` holds until the next filter of a model, not until `[all]`: the documentation can be read in both ways. */
  readonly noneIsModel: boolean;
}

const MOST_FILES = 64;
const MOST_LINES = 5_000;
const DEEPEST = 8;

/** Reads config.txt and all that it names by include. Throws `refused` when there is no end of it. */
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
  /** Filters of one kind replace each other, those of different kinds add up. */
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

/** Every section that there is, and whether a setting that matters here has blanks around its "=". */
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
    // Nothing outside of the boot partition is read.
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

/** A filter of the model by its number, which no device tree tells. */
export const isBoardType = (section: string): boolean => section.startsWith("board-type=");

function holds(section: string, { model, others, tryboot }: BootWorld): boolean {
  const kind = kindOf(section);
  if (kind === "none") return false;
  if (kind === "tryboot") return tryboot;
  return (kind === "model" && !isBoardType(section) ? model : others).has(section);
}

const endless = (what: string) => new AppError("refused", `config.txt ${what}: remove an include from it`);
