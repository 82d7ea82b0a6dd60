/** Agents are found on any of a master's cables and routes: real mDNS between the test's own network namespaces. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const main = fileURLToPath(new URL("../light/wiring-main.ts", import.meta.url));
const exec = promisify(execFile);
const id = randomBytes(3).toString("hex");
const MASTER = `rb-${id}-m`;
const WORKER = `rb-${id}-w`;
const ip = async (words: string) => void (await exec("ip", words.split(" ")));
const within = (namespace: string, words: string) => ip(`-n ${namespace} ${words}`);

let agent: ReturnType<typeof spawn>;

before(async () => {
  for (const name of [MASTER, WORKER]) {
    await ip(`netns add ${name}`);
    await within(name, "link set lo up");
  }
  await within(MASTER, `link add eth0 type veth peer name eth0 netns ${WORKER}`);
  // Wi-Fi to the house, where there is no agent.
  await within(MASTER, "link add wlan0 type veth peer name veth0");
  await within(MASTER, "addr add 10.0.0.1/24 dev eth0");
  await within(MASTER, "addr add 192.168.1.20/24 dev wlan0");
  await within(WORKER, "addr add 10.0.0.12/24 dev eth0");
  for (const link of ["eth0", "wlan0", "veth0"]) await within(MASTER, `link set ${link} up`);
  await within(WORKER, "link set eth0 up");
  const argv = ["netns", "exec", WORKER, process.execPath, main, "answer", "10.0.0.12"];
  agent = spawn("ip", argv, { stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(agent.stdout);
  const [said] = await once(agent.stdout, "data");
  assert.equal(String(said), "ready\n");
});

after(async () => {
  agent?.stdin?.end();
  if (agent && agent.exitCode === null) await once(agent, "exit");
  for (const name of [MASTER, WORKER]) await ip(`netns delete ${name}`).catch(() => {});
});

async function look(): Promise<string> {
  const argv = ["netns", "exec", MASTER, process.execPath, main, "look"];
  return (await exec("ip", argv, { timeout: 30_000 })).stdout.trim();
}

test("a rack on its own switch, without a gateway", async () => {
  assert.equal(await look(), "10.0.0.12:7440");
});

test("a master whose default route is its Wi-Fi finds who is on its cable", async () => {
  await within(MASTER, "route add default via 192.168.1.1");
  assert.equal(await look(), "10.0.0.12:7440");
});

test("a port that another program keeps to itself is told for each cable, with what to do", async () => {
  const blocker = `
    const socket = require("node:dgram").createSocket({ type: "udp4" });
    socket.bind(5353, () => console.log("ready"));
    process.stdin.once("end", () => process.exit()).resume();`;
  const argv = ["netns", "exec", MASTER, process.execPath, "-e", blocker];
  const avahi = spawn("ip", argv, { stdio: ["pipe", "pipe", "inherit"] });
  await once(avahi.stdout, "data");
  const lines = (await look()).split("\n");
  avahi.stdin.end();
  await once(avahi, "exit");
  assert.equal(lines.at(-1), "nobody");
  for (const address of ["10.0.0.1", "192.168.1.20"]) {
    const told = lines.filter((line) => line.includes(`look for agents on ${address}`));
    assert.equal(told.length, 1, lines.join("\n"));
    assert.match(told[0] ?? "", /EADDRINUSE.*disallow-other-stacks=yes/);
  }
});
