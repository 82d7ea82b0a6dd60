import { existsSync } from "node:fs";
import { join } from "node:path";
import { hierarchies } from "../cgroups.ts";

/** Argv that runs `argv` in a running Pi, as a child of nobody there. */
export function enterPi(init: number, argv: readonly string[]): string[] {
  const namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd"];
  return ["nsenter", `--target=${init}`, ...namespaces, "--", ...argv];
}

/** The cgroups that a visitor joins: the root that the Pi sees, which in systemd's own trees is nspawn's "payload". */
export function groupsToJoin(group: string): string[] {
  return hierarchies()
    .map((root) => join(root, group))
    .map((folder) => (existsSync(join(folder, "payload")) ? join(folder, "payload") : folder))
    .filter((folder) => existsSync(folder));
}
