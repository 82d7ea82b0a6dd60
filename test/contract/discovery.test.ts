/** Discovery over real mDNS, in an isolated network namespace. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const main = fileURLToPath(new URL("../light/discovery-main.ts", import.meta.url));
const exec = promisify(execFile);

/** Runs the finder while `script` sets up the network; returns what it printed. */
async function find(script: string, ...words: readonly string[]): Promise<string> {
  const shell = `"$0" "$@" & finder=$!; ${script}; wait $finder`;
  const argv = ["--net", "sh", "-c", shell, process.execPath, main, ...words];
  return (await exec("unshare", argv, { timeout: 30_000 })).stdout;
}

test("an agent that announces itself is found", async () => {
  assert.match(await find("ip link set lo up"), /^found after \d+ ms\n$/);
});

test("a network that comes late ends nobody, and the agent is found when it is there", async () => {
  assert.match(await find("sleep 2; ip link set lo up"), /^found after \d+ ms\n$/);
});

test("20,000 forged services and packets that lie do not keep an agent from being found within five seconds", async () => {
  const [, ms] = /^found after (\d+) ms\n$/.exec(await find("ip link set lo up", "flood")) ?? [];
  assert.ok(Number(ms) < 5_000, `${ms} ms`);
});
