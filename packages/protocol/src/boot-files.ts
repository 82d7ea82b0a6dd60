/**
 * The firmware's boot files: which cmdline.txt it reads, and how words get into it. Pure: pictl edits the card on the
 * laptop, the agent on the Pi, by the same rules.
 */

/** Today only the last is needed; older kernels asked for all three, and each is harmless. */
export const MEMORY_CGROUP_WORDS = ["cgroup_enable=cpuset", "cgroup_memory=1", "cgroup_enable=memory"] as const;

/**
 * Every command line that the firmware may read, relative to the boot folder; the one of an ordinary boot first.
 * Ubuntu's A/B boot keeps it in `current/` and stages the next in `new/` ([tryboot]), which would undo an edit of the
 * first alone: so edit all that exist. A folder without the prefixed files is booted from its top (the last entry).
 * `config` is config.txt; section filters by model are not judged, all of them count.
 */
export function commandLineFiles(config: string): readonly string[] {
  const always = { prefix: "", name: "cmdline.txt" };
  const filtered = new Map<string, { prefix?: string; name?: string }>();
  let filter = "all";
  for (const line of config.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line);
    if (heading) filter = (heading[1] ?? "").trim().toLowerCase();
    const [, key, value] = /^\s*(os_prefix|cmdline)\s*=\s*(\S*)\s*$/.exec(line) ?? [];
    if (!key || value === undefined || filter === "none" || !isInside(value)) continue;
    const target = filter === "all" ? always : (filtered.get(filter) ?? {});
    if (key === "os_prefix") target.prefix = value;
    else target.name = value || "cmdline.txt";
    if (filter !== "all") filtered.set(filter, target);
  }
  const others = [...filtered.values()].map((other) => ({ ...always, ...other }));
  return [...new Set([always, ...others].map(({ prefix, name }) => prefix + name))];
}

const isInside = (path: string) => !path.startsWith("/") && !path.split("/").includes("..");

/**
 * cmdline.txt with the memory cgroup enabled; the very same string when it is already. The firmware reads the first
 * line only, so words go there; every other word and line stays as it is.
 */
export function withMemoryCgroup(content: string): string {
  const end = content.search(/\r?\n/);
  const first = end < 0 ? content : content.slice(0, end);
  const rest = end < 0 ? "\n" : content.slice(end).replace(/^\r?\n/, "\n");
  // What follows " -- " is for init and not for the kernel.
  const [kernel = "", ...init] = first.split(/(?<=^|\s)--(?=\s|$)/);
  const words = kernel.split(/\s+/).filter((word) => word !== "");
  // The kernel obeys the last word.
  const undone = words.lastIndexOf("cgroup_disable=memory") > words.lastIndexOf("cgroup_enable=memory");
  const missing = MEMORY_CGROUP_WORDS.filter((word) => !words.includes(word) || (undone && word.endsWith("=memory")));
  if (missing.length === 0) return content;
  const kept = undone ? kernel.replace(/(?<=^|\s)cgroup_enable=memory(?=\s|$)\s*/g, "") : kernel;
  const line = [kept.trimEnd(), ...missing].filter((part) => part !== "").join(" ");
  return [line, ...init.map((part) => `--${part}`)].join(" ").trimEnd() + rest;
}
