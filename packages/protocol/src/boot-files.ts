/**
 * The kernel's command line on the boot partition: where the firmware reads it, and how a flag is added. Pure: pictl
 * edits the card on the laptop by it, the agent on the Pi.
 */

/** The first suffices on today's kernels; the guide's other two are for older ones and harm none. */
export const MEMORY_FLAGS = ["cgroup_enable=cpuset", "cgroup_memory=1", "cgroup_enable=memory"] as const;

/**
 * `text` with the flags that are missing at the end of its first line, the only one that the firmware reads. Everything
 * else stays byte for byte: other words, other lines, CRLF, a missing newline at the end.
 */
export function withMemoryFlags(text: string): string {
  const [line = ""] = /^[^\r\n]*/.exec(text) ?? [];
  const words = line.split(/\s+/).filter((word) => word !== "");
  // The kernel takes the last word on a controller: an enable before a disable is none.
  const disabled = words.lastIndexOf("cgroup_disable=memory");
  const present = (flag: string) =>
    flag === "cgroup_enable=memory" ? words.lastIndexOf(flag) > disabled : words.includes(flag);
  const missing = MEMORY_FLAGS.filter((flag) => !present(flag));
  if (missing.length === 0) return text;
  const useless = disabled >= 0 && missing.includes("cgroup_enable=memory");
  const kept = useless ? line.replace(/(^|\s+)cgroup_enable=memory(?=\s|$)/g, "") : line;
  return `${[kept.trimEnd(), ...missing].join(" ").trimStart()}${text.slice(line.length)}`;
}

export interface CmdlineFiles {
  /** What the firmware reads at the next boot, relative to the boot partition; the first that exists is it. */
  readonly live: readonly string[];
  /** What it may read after an update that is staged: those that exist are changed too. */
  readonly staged: readonly string[];
}

/**
 * Reads config.txt: `os_prefix=` and `cmdline=` under filters that hold for this Pi; `[tryboot]` is the staged system.
 * Filters that cannot be judged (EDID, serial, gpio, and the model's when `model` is not known) are taken to hold as a possibility, so their file is staged.
 * Source: raspberrypi.com/documentation/computers/config_txt.html
 */
export function cmdlineFiles(config: string, model?: string): CmdlineFiles {
  const live = { prefix: "", name: "cmdline.txt" };
  const staged = { prefix: "new/", name: "cmdline.txt" };
  const maybe: string[] = [];
  let filters: Filter[] = [];
  for (const raw of config.split(/\r?\n/)) {
    const line = raw.trim();
    const section = /^\[([^\]]*)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      filters =
        section === "all" ? [] : [...filters.filter((one) => one.kind !== kindOf(section)), judge(section, model)];
      continue;
    }
    const [, key, value = ""] = /^(os_prefix|cmdline)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (!key || filters.some((one) => one.holds === "no")) continue;
    if (filters.some((one) => one.holds === "maybe")) {
      maybe.push(key === "cmdline" ? live.prefix + value : value + live.name);
      continue;
    }
    for (const target of filters.some((one) => one.holds === "staged") ? [staged] : [live]) {
      if (key === "os_prefix") target.prefix = value;
      else target.name = value;
    }
  }
  // The firmware ignores a prefix under which it finds nothing.
  const candidates = [...new Set([live.prefix + live.name, live.name])].filter(inside);
  const others = [...new Set([staged.prefix + staged.name, ...maybe])].filter(inside);
  return { live: candidates, staged: others.filter((path) => !candidates.includes(path)) };
}

interface Filter {
  readonly kind: string;
  readonly holds: "yes" | "no" | "maybe" | "staged";
}

/** Filters of one kind replace each other, those of different kinds add up. */
function kindOf(section: string): string {
  if (/^(?:pi|cm)\d/.test(section)) return "model";
  if (/^0x/i.test(section)) return "serial";
  return section.split(/[=:]/)[0] ?? section;
}

function judge(section: string, model: string | undefined): Filter {
  const kind = kindOf(section);
  if (section === "none") return { kind, holds: "no" };
  if (section === "tryboot") return { kind, holds: "staged" };
  if (kind === "model" && model !== undefined)
    return { kind, holds: modelFilters(model).includes(section) ? "yes" : "no" };
  return { kind, holds: "maybe" };
}

/** The filters that hold for a model as the device tree names it. */
export function modelFilters(model: string): readonly string[] {
  const [, compute, number, more = ""] =
    /Raspberry Pi (Compute Module )?(\d+)(?:\s*)?((?:\+|S| Model [AB](?: Plus)?)?)/.exec(model) ?? [];
  if (/Raspberry Pi Zero 2/.test(model)) return ["pi0", "pi0w", "pi02"];
  if (/Raspberry Pi Zero W/.test(model)) return ["pi0", "pi0w"];
  if (/Raspberry Pi Zero/.test(model)) return ["pi0"];
  if (number === undefined) return [];
  if (compute) return [`pi${number}`, `cm${number}`, ...(more ? [`cm${number}${more.toLowerCase()}`] : [])];
  if (number.length === 3) return [`pi${number[0]}`, `pi${number}`];
  return [`pi${number}`, ...(number === "3" && /Plus/.test(model) ? ["pi3+"] : [])];
}

/** A path that leaves the boot partition is nothing that we write. */
const inside = (path: string) => path !== "" && !path.startsWith("/") && !path.split("/").includes("..");
