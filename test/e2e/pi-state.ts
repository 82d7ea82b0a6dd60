/** What a test asks of a Pi from outside. */
import type { Pi } from "../rack/api.ts";
import type { Lab } from "../story/lab.ts";
import { stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";

/** Resolves when a program of this name (as in /proc/PID/comm) runs on the Pi. */
export async function running(pi: Pi, program: string, limit = 240): Promise<void> {
  const look = async () => pi.programs().some(({ name }) => name === program);
  await until(`${program} runs on ${pi.name}`, look, { limit, every: 50 });
}

/** kill -9 of a service's main process only, of the agent's both; what it started lives on. */
export async function killService(pi: Pi, unit: string): Promise<void> {
  const kill = ["systemctl", "kill", "--signal=KILL", "--kill-who=main"];
  // The executor may be at rest.
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

/** Resolves when the unit's journal has the words; the Pi need not have power yet. Seconds; else every Pi's story. */
export async function said(lab: Lab, pi: Pi, unit: string, words: RegExp, limit = 240): Promise<void> {
  const look = async () => words.test(await journal(pi, unit).catch(() => ""));
  const otherwise = () => stories(lab);
  // Once a second: a look takes the Pi as long as half a login.
  await until(`${unit} on ${pi.name} says ${words}`, look, { limit, every: 1000, otherwise });
}

/** Words of the running kernel's command line. */
export async function kernelWords(pi: Pi): Promise<string[]> {
  return (await pi.exec(["cat", "/proc/cmdline"])).stdout.trim().split(/\s+/);
}

/** Bootstrap tokens that the API server still has, one line each; empty when every join token is deleted. */
export async function bootstrapTokens(lab: Lab, master: Pi): Promise<string> {
  const field = "--field-selector=type=bootstrap.kubernetes.io/token";
  return await lab.kubectl(master, ["-n", "kube-system", "get", "secrets", field, "-o", "name"]);
}
