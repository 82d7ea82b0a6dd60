/** What a test checks on a Pi from outside. */
import type { Pi } from "../rack/api.ts";
import type { Lab } from "../story/lab.ts";
import { stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";

/** Resolves when a program with this name (as in /proc/PID/comm) is running on the Pi. */
export async function running(pi: Pi, program: string, limit = 240): Promise<void> {
  const look = async () => pi.programs().some(({ name }) => name === program);
  await until(`${program} runs on ${pi.name}`, look, { limit, every: 50 });
}

/** kill -9 of a service's main process only, for the agent of both; what it started keeps running. */
export async function killService(pi: Pi, unit: string): Promise<void> {
  const kill = ["systemctl", "kill", "--signal=KILL", "--kill-who=main"];
  // The executor may not be running.
  if (unit === "pi-agent") await pi.exec([...kill, "pi-agent-executor"], { check: false });
  await pi.exec([...kill, unit]);
}

/** Path, mode, owner, size, change time and SHA-256 of every file under the folders. */
export async function fingerprint(pi: Pi, folders: readonly string[]): Promise<string> {
  const stat = await pi.exec(["find", ...folders, "-printf", "%p %m %u %s %T@ %l\n"]);
  const hash = await pi.exec(["find", ...folders, "-type", "f", "-exec", "sha256sum", "{}", "+"]);
  const sorted = (text: string) => text.split("\n").sort().join("\n");
  return `${sorted(stat.stdout)}\n${sorted(hash.stdout)}`;
}

export async function journal(pi: Pi, unit: string): Promise<string> {
  return (await pi.exec(["journalctl", "-u", unit, "-o", "cat", "--no-pager"])).stdout;
}

/**
 * Resolves when the unit's journal has the words; the Pi may still be off. Rejects after `seconds` with every Pi's
 * story.
 */
export async function said(lab: Lab, pi: Pi, unit: string, words: RegExp, limit = 240): Promise<void> {
  const look = async () => words.test(await journal(pi, unit).catch(() => ""));
  const otherwise = () => stories(lab);
  // Once a second: a check costs the Pi as much as half a login.
  await until(`${unit} on ${pi.name} says ${words}`, look, { limit, every: 1000, otherwise });
}

/** The running kernel's command line, as words. */
export async function kernelWords(pi: Pi): Promise<string[]> {
  return (await pi.exec(["cat", "/proc/cmdline"])).stdout.trim().split(/\s+/);
}

/** Bootstrap tokens on the API server, one line each; empty when every join token is deleted. */
export async function bootstrapTokens(lab: Lab, master: Pi): Promise<string> {
  const field = "--field-selector=type=bootstrap.kubernetes.io/token";
  return await lab.kubectl(master, ["-n", "kube-system", "get", "secrets", field, "-o", "name"]);
}
