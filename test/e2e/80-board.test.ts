/**
 * A Pi with its own kernel: an emulated Raspberry Pi 3 Model B beside a virtual master. Its card is a whole image,
 * written by pictl without the cgroup flags; boot partition and root are real file systems, and it has cgroups v2 only.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { NodeStatus, StepRecord } from "../../packages/config/src/index.ts";
import type { Board, Pi } from "../rack/api.ts";
import { readBootFile } from "../rack/card/boot-partition.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { onBoard, ssh } from "../story/login.ts";
import { statusWhen } from "../story/ready.ts";
import { until } from "../story/wait.ts";

/** Seconds. The board is emulated: it boots in minutes. */
const PATIENCE = 600;
const KEY = "/var/lib/pi-agent/agent.key";

let lab: Lab;
let master: Pi;
let board: Board;
let node: NodeStatus;
let stockWords: string[];
let identity: string;

before(async () => {
  lab = await openLab({ name: "e2e-board", foreign: ["arm64"], onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  board = await lab.board();
});
after(() => lab?.close());

const said = async (...argv: string[]) => (await onBoard(lab, board, argv)).stdout.trim();
const inFat = (path: string) => readBootFile(board.card ?? "", path);
const commandLine = () => (inFat("cmdline.txt") ?? "").trim().split(/\s+/);

test("it is found and adopted, by the serial number and the model that its device tree has", async () => {
  stockWords = commandLine();
  await Promise.all([master.plugIn(), board.plugIn()]);
  node = await nodeWhen("the board is adopted", ({ phase }) => !["seen", "adopting", "pending"].includes(phase));
  assert.equal(node.model, "Raspberry Pi 3 Model B");
  assert.equal(node.role, "worker");
});

test("the cgroup flags are written on its vfat, and one reboot later the running kernel has the memory controller", async () => {
  // The step asks the kernel, so "ok" belongs to the boot after the reboot.
  await stepWas("memory-cgroup", ["ok"]);
  assert.equal(board.boots, 2);
  assert.ok(!stockWords.includes("cgroup_enable=memory"), "it was not there before");
  for (const word of stockWords) assert.ok(commandLine().includes(word), `${word} is still there`);
  assert.equal(commandLine().filter((word) => word === "cgroup_enable=memory").length, 1);
});

test("what it is: its own kernel, arm64, a real vfat, cgroup v2 with memory, its host name, the rack's time", async () => {
  // From now on the owner can log in.
  await stepWas("user", ["ok", "changed"]);
  // A single login, since each takes the board seconds.
  const script = `uname -m; hostname; findmnt --noheadings --output=FSTYPE /boot/firmware
    stat --file-system --format=%T /sys/fs/cgroup; cat /sys/fs/cgroup/cgroup.controllers; sha256sum <${KEY}; date +%s`;
  const [machine, name, boot, cgroups, controllers, key = "", now] = (await said("sh", "-ec", script)).split("\n");
  assert.deepEqual([machine, name, boot, cgroups], ["aarch64", node.name, "vfat", "cgroup2fs"]);
  assert.match(controllers ?? "", /\bmemory\b/);
  const off = Math.abs(Date.now() / 1000 - Number(now));
  assert.ok(off < 60, `its clock is ${off} s off; without the agent it would be months`);
  identity = key;
});

test("a plug pulled while it writes on both file systems: it comes back as the node that it was", async () => {
  const script = `while :; do
    dd if=/dev/urandom of=/boot/firmware/noise bs=64k count=16 conv=fsync; dd if=/dev/urandom of=/noise bs=64k count=64
  done`;
  lab.rack.spawn(await ssh(lab, board, "pi", ["sh", "-c", script]));
  // Seen on the card: some of it is written, and more is being written.
  await until("it writes", async () => onCard("noise"), { limit: PATIENCE });
  await board.pullPlug();
  await board.plugIn();
  const back = await nodeWhen("the board is back", ({ phase, since }) => phase !== "lost" && since > pluggedIn());
  assert.equal(back.name, node.name);
  assert.equal(board.boots, 3);
  // The agent is back before sshd.
  const key = () => said("sh", "-ec", `sha256sum <${KEY}`).catch(() => undefined);
  assert.equal(await until("the owner can log in again", key, { limit: PATIENCE, every: 5000 }), identity);
  assert.deepEqual((await lab.status())?.strangers, []);
  assert.equal(commandLine().filter((word) => word === "cgroup_enable=memory").length, 1);
});

/** Resolves when a step of the board has had one of the outcomes. */
async function stepWas(step: string, outcomes: readonly string[]): Promise<void> {
  const isIt = (record: StepRecord) =>
    record.node === node.name && record.step === step && outcomes.includes(record.outcome);
  const look = async () => (await lab.status())?.steps.some(isIt);
  await statusWhen(lab, `${step} on the board`, look, { limit: PATIENCE });
}

/** Whether the file is already on the card. While it is being written, the partition may not be a readable FAT. */
function onCard(path: string): boolean {
  try {
    return inFat(path) !== undefined;
  } catch {
    return false;
  }
}

const pluggedIn = () => board.poweredOnAt ?? Number.POSITIVE_INFINITY;

/** The board's node, once the coordinator shows one that matches. */
async function nodeWhen(what: string, fits: (node: NodeStatus) => boolean): Promise<NodeStatus> {
  const look = ({ nodes }: { readonly nodes: readonly NodeStatus[] }) =>
    nodes.find((candidate) => candidate.serial === board.serial && fits(candidate));
  return await statusWhen(lab, what, look, { limit: PATIENCE });
}
