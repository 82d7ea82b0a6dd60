/**
 * A Pi with a kernel of its own: an emulated Raspberry Pi 3 Model B beside a virtual master. Its card is a whole image,
 * written by pictl without the cgroup flags; boot partition and root are real file systems, and its cgroups are v2 alone.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { NodeStatus } from "../../packages/config/src/index.ts";
import type { Board, Pi } from "../rack/api.ts";
import { readBootFile } from "../rack/card/boot-partition.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { onBoard, ssh, whoSudoMakes } from "../story/login.ts";
import { statusWhen } from "../story/ready.ts";
import { until } from "../story/wait.ts";

/** Seconds. The board is emulated: it boots in minutes. */
const PATIENCE = 600;
const KEY = "/var/lib/pi-agent/identity/key.pem";

let lab: Lab;
let master: Pi;
let board: Board;
let node: NodeStatus;
let stockWords: string[];

before(async () => {
  lab = await openLab({ name: "e2e-board", foreign: ["arm64"], onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  board = await lab.board();
});
after(() => lab?.close());

const said = async (...argv: string[]) => (await onBoard(lab, board, argv)).stdout.trim();
const commandLine = () => (readBootFile(board.card ?? "", "cmdline.txt") ?? "").trim().split(/\s+/);

test("it is found and adopted, by the serial number and the model that its device tree has", async () => {
  stockWords = commandLine();
  await Promise.all([master.plugIn(), board.plugIn()]);
  node = await nodeWhen("the board is adopted", ({ phase }) => !["seen", "adopting", "pending"].includes(phase));
  assert.equal(node.model, "Raspberry Pi 3 Model B");
  assert.equal(node.role, "worker");
});

test("the cgroup flags are written on its vfat, and after one reboot the memory controller is there, in cgroup v2", async () => {
  await until("the owner's user is there", () => whoSudoMakes(lab, board, "pi").catch(() => undefined), {
    limit: PATIENCE,
    every: 5000,
    otherwise: async () => JSON.stringify(await lab.status()),
  });
  assert.equal(board.boots, 2);
  for (const word of stockWords) assert.ok(commandLine().includes(word), `${word} is still there`);
  assert.equal(commandLine().filter((word) => word === "cgroup_enable=memory").length, 1);
  assert.ok(!stockWords.includes("cgroup_enable=memory"), "it was not there before");
  assert.equal(await said("stat", "--file-system", "--format=%T", "/sys/fs/cgroup"), "cgroup2fs");
  assert.match(await said("cat", "/sys/fs/cgroup/cgroup.controllers"), /\bmemory\b/);
  const steps = (await lab.status())?.steps ?? [];
  const outcomes = steps.filter(({ node: name, step }) => name === node.name && step === "memory-cgroup");
  assert.equal(outcomes.at(-1)?.outcome, "ok", "the step asked the kernel that came after the reboot");
});

test("what it is: its own kernel, arm64, a real vfat, its host name, the rack's time", async () => {
  assert.equal(await said("uname", "-m"), "aarch64");
  assert.equal(await said("findmnt", "--noheadings", "--output=FSTYPE", "/boot/firmware"), "vfat");
  assert.equal(await said("hostname"), node.name);
  const behind = Math.abs(Date.now() / 1000 - Number(await said("date", "+%s")));
  assert.ok(behind < 60, `its clock is ${behind} s off; without the agent it would be months`);
});

test("a plug pulled while it writes: it comes back as the node that it was", async () => {
  const identity = await said("sha256sum", KEY);
  const script = "while :; do dd if=/dev/urandom of=/boot/firmware/noise bs=64k count=64 conv=fsync; done";
  lab.rack.spawn(await ssh(lab, board, "pi", ["sh", "-c", script]));
  await until(
    "it writes",
    () =>
      said("test", "-s", "/boot/firmware/noise").then(
        () => true,
        () => false,
      ),
    { limit: 60 },
  );
  await board.pullPlug();
  await board.plugIn();
  const back = await nodeWhen("the board is back", ({ phase, since }) => phase !== "lost" && since > pluggedIn());
  assert.equal(back.name, node.name);
  assert.equal(await said("sha256sum", KEY), identity);
  assert.equal(board.boots, 3);
  assert.deepEqual((await lab.status())?.strangers, []);
  assert.equal(commandLine().filter((word) => word === "cgroup_enable=memory").length, 1);
});

const pluggedIn = () => board.poweredOnAt ?? Number.POSITIVE_INFINITY;

/** The board's node, once the coordinator has one that fits. */
async function nodeWhen(what: string, fits: (node: NodeStatus) => boolean): Promise<NodeStatus> {
  const look = ({ nodes }: { readonly nodes: readonly NodeStatus[] }) =>
    nodes.find((candidate) => candidate.serial === board.serial && fits(candidate));
  return await statusWhen(lab, what, look, { limit: PATIENCE });
}
