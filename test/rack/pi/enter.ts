import { existsSync } from "node:fs";
import { join } from "node:path";
import { hierarchies } from "../cgroups.ts";

/** Argv that runs `argv` in a running Pi, with no parent process there. */
export function enterPi(init: number, argv: readonly string[]): string[] {
  const namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd"];
  return ["nsenter", `--target=${init}`, ...namespaces, "--", ...argv];
}

/** The cgroups that such a program joins: the root as the Pi sees it, in systemd's own trees nspawn's "payload". */
export function groupsToJoin(group: string): string[] {
  return hierarchies()
    .map((root) => join(root, group))
    .map((folder) => (existsSync(join(folder, "payload")) ? join(folder, "payload") : folder))
    .filter((folder) => existsSync(folder));
}
