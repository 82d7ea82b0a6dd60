import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "./api.ts";
import { poll } from "./run.ts";

/** Mount points of the cgroup hierarchies: the v1 controllers, and systemd's own two trees, which nspawn also needs. */
export function hierarchies(mounts = readFileSync("/proc/self/mounts", "utf8")): string[] {
  const found = mounts
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, path, type]) => /^cgroup2?$/.test(type ?? "") && path?.startsWith("/sys/fs/cgroup/"))
    .map(([, path]) => path ?? "");
  if (!found.some((path) => path.endsWith("/memory")))
    throw new Error(
      "The virtual rack needs the cgroup v1 controllers below /sys/fs/cgroup; " +
        "on a machine with cgroup v2 alone, boot with systemd.unified_cgroup_hierarchy=0.",
    );
  return found;
}

/** Makes a group and its parents in every hierarchy, and returns its folders. */
export function createGroup(name: string): string[] {
  return hierarchies().map((root) => {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    if (root.endsWith("/cpuset")) inheritCpuset(root, name);
    return folder;
  });
}

/** A new cpuset is empty, and an empty one accepts no process, so each level copies its parent's. */
function inheritCpuset(root: string, name: string): void {
  let parent = root;
  for (const part of name.split("/")) {
    for (const file of ["cpuset.cpus", "cpuset.mems"])
      writeFileSync(join(parent, part, file), readFileSync(join(parent, file)));
    parent = join(parent, part);
  }
}

/** Argv that runs `argv` as a member of the groups from its first instruction on. */
export function inGroups(folders: readonly string[], argv: readonly string[]): string[] {
  const script = 'while [ "$1" != -- ]; do echo 0 >"$1/cgroup.procs"; shift; done; shift; exec "$@"';
  return ["/bin/sh", "-ec", script, "sh", ...folders, "--", ...argv];
}

/** Processor time of everything that is or was in the group or below it. */
export function processorSeconds(name: string): number {
  const folder = treesOf(name).find((path) => existsSync(join(path, "cpuacct.usage")));
  if (folder === undefined) throw new Error(`no cgroup counts the processor time of ${name}`);
  return Number(readFileSync(join(folder, "cpuacct.usage"), "utf8")) / 1e9;
}

function treesOf(name: string): string[] {
  return hierarchies()
    .map((root) => join(root, name))
    .filter((folder) => existsSync(folder));
}

/** The folder and all folders below it, deepest first. */
function foldersBelow(folder: string): string[] {
  try {
    const children = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [...children.flatMap((child) => foldersBelow(join(folder, child.name))), folder];
  } catch {
    return []; // Removed meanwhile: a Pi that dies takes its groups along.
  }
}

function processesBelow(tree: string): string[] {
  return foldersBelow(tree).flatMap((folder) => {
    try {
      return readFileSync(join(folder, "cgroup.procs"), "utf8").split("\n").filter(Boolean);
    } catch {
      return []; // Removed meanwhile.
    }
  });
}

/** Every process in or below the group, in any hierarchy. */
export function processesIn(name: string): number[] {
  return [...new Set(treesOf(name).flatMap(processesBelow).map(Number))];
}

/** The programs in the group. One hierarchy is enough: its members are in all of them. */
export function programsIn(name: string): Program[] {
  const [tree = ""] = treesOf(name);
  return processesBelow(tree).flatMap((pid) => {
    try {
      const [, program = "", parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return { name: program, pid: Number(pid), parent: Number(parent) };
    } catch {
      return []; // Ended meanwhile.
    }
  });
}

/** Kills every process in the group until none is left. */
export async function killGroup(name: string): Promise<void> {
  const dead = await poll(
    () => {
      const pids = processesIn(name);
      for (const pid of pids) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // Ended by itself.
        }
      }
      return pids.length === 0 || undefined;
    },
    { timeoutMs: 10_000 },
  );
  if (!dead) throw new Error(`Processes of ${name} do not die: ${processesIn(name).join(", ")}`);
}

/** Removes the group and all groups below it; its processes must be dead. */
export async function removeGroup(name: string): Promise<void> {
  const removed = await poll(
    () => {
      for (const folder of treesOf(name).flatMap(foldersBelow)) {
        try {
          rmdirSync(folder);
        } catch {
          // The kernel frees the group a moment after its last process was killed: tried again.
        }
      }
      return treesOf(name).length === 0 || undefined;
    },
    { timeoutMs: 10_000 },
  );
  if (!removed) throw new Error(`The cgroups of ${name} cannot be removed`);
}
