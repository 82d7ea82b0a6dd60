import { type Board, modelFilters } from "./board.ts";

/** Gives the content of a file in the boot folder, or undefined when there is none. */
export type ReadBootFile = (path: string) => string | undefined;

/** What section filters are matched against. */
export interface BootConditions {
  board: Board;
  /** True for the one boot after `reboot '0 tryboot'`. */
  tryboot: boolean;
}

/** `include` lines nested deeper than this are ignored. */
const MAX_INCLUDES = 8;

/**
 * The settings of config.txt that apply to this boot; the last one wins when a setting is given twice.
 * A filter replaces an earlier one of its kind; filters of different kinds must all match; `[all]` resets them.
 * @see https://www.raspberrypi.com/documentation/computers/config_txt.html
 */
export function configSettings(read: ReadBootFile, path: string, conditions: BootConditions): Map<string, string> {
  const settings = new Map<string, string>();
  const filters = new Map<string, boolean>();
  const readInto = (file: string, depth: number): void => {
    for (const raw of (read(file) ?? "").split("\n")) {
      const line = raw.trim();
      const section = /^\[(.*)\]/.exec(line)?.[1];
      if (line === "" || line.startsWith("#")) continue;
      if (section !== undefined) applyFilter(filters, section, conditions);
      else if ([...filters.values()].every(Boolean)) {
        const included = /^include\s+(\S+)/.exec(line)?.[1];
        // `initramfs FILE followkernel` is the other setting without an equals sign.
        const [, key, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? /^(initramfs)\s+(\S+)/.exec(line) ?? [];
        if (included !== undefined && depth < MAX_INCLUDES) readInto(included, depth + 1);
        else if (key !== undefined && value !== undefined) settings.set(key, value);
      }
    }
  };
  readInto(path, 0);
  return settings;
}

function applyFilter(filters: Map<string, boolean>, section: string, { board, tryboot }: BootConditions): void {
  const name = section.trim().toLowerCase();
  if (name === "all") filters.clear();
  else if (name === "tryboot") filters.set("tryboot", tryboot);
  else if (/^0x[0-9a-f]+$/.test(name))
    filters.set("serial", BigInt(name) === BigInt(`0x${board.serial}`) % (1n << 32n));
  else if (/^(pi|cm)\d/.test(name)) filters.set("model", modelFilters(board.model).includes(name));
  // [none], and conditions this board never meets: a display's EDID, a GPIO pin, a partition.
  else filters.set(name.replace(/[=0-9].*$/, ""), false);
}
