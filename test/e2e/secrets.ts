/** Where the rack's secrets must never be. */
import assert from "node:assert/strict";
import type { Pi } from "../rack/api.ts";
import { journal } from "./pi-state.ts";

/** The rack secret and the coordinator's key, as they stand in their own files. */
export async function rackSecrets(master: Pi): Promise<string[]> {
  const secret = (await master.read("/etc/pi-coordinator/rack.secret"))?.trim();
  const key = (await master.read("/etc/pi-coordinator/coordinator.key"))?.split("\n")[1];
  assert.ok(secret && key, "the coordinator's secrets are where they belong");
  return [secret, key];
}

/** Places on the Pi that show a secret to others: arguments and environments, the journal, files that all can read. */
export async function leaks(pi: Pi, secrets: readonly string[]): Promise<string[]> {
  const folders = ["/etc", "/run", "/var", "/tmp", "/home"];
  const world = ["-xdev", "-type", "f", "-perm", "/o+r", "-size", "-4M", "-print0"];
  const { stdout: files } = await pi.exec(["find", ...folders, ...world]);
  const everyProcess = "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'";
  const { stdout: processes } = await pi.exec(["sh", "-c", everyProcess]);
  const words = await journal(pi, "pi-agent");
  const found: string[] = [];
  for (const secret of secrets) {
    if (processes.includes(secret)) found.push("an argument or an environment");
    if (words.includes(secret)) found.push("the journal");
    const grep = ["xargs", "-0", "grep", "-lF", "--", secret];
    found.push(...(await pi.exec(grep, { stdin: files, check: false })).stdout.split("\n").filter(Boolean));
  }
  return found;
}
