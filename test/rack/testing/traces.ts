import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hierarchies, processesIn } from "../cgroups.ts";
import { RUN_DIRECTORY } from "../run-directory.ts";

/** Everything on this machine that a rack with this id still has; a closed rack has nothing. */
export function tracesOf(id: string): string[] {
  const group = `rackberry-${id}`;
  return [
    ...processesIn(group).map((pid) => `process ${pid}`),
    ...hierarchies()
      .map((root) => join(root, group))
      .concat(join(RUN_DIRECTORY, id), join("/var/tmp/rackberry-rack", id))
      .filter((path) => existsSync(path)),
    ...readFileSync("/proc/self/mounts", "utf8")
      .split("\n")
      .filter((line) => line.includes(id)),
    ...processesNaming(id),
  ];
}

/** Processes outside the rack's cgroups that have its folder or a container's name in their argv. */
function processesNaming(id: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return argv.includes(`rackberry-rack/${id}`) || argv.includes(`rackberry-${id}`);
      } catch {
        return false; // Ended meanwhile.
      }
    })
    .map((pid) => `process ${pid}`);
}
