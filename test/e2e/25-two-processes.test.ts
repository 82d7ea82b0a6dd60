/**
 * The agent's two processes on a real Pi: the one on the network has no rights; the one with rights trusts only
 * signatures.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady, stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { journal, said } from "./pi-state.ts";

const EXECUTOR = "pi-agent-executor.service";
let lab: Lab;
let pi: Pi;

before(async () => {
  lab = await openLab({ name: "e2e-two-processes", onLog: (line) => console.log(line) });
  pi = await lab.pi({ master: true });
  await pi.plugIn();
});
after(() => lab?.close());

const show = async (unit: string, property: string) =>
  (await pi.exec(["systemctl", "show", "--value", "--property", property, unit])).stdout.trim();

test("an executor killed in the middle of the preparation goes on with it, and the door stays", async () => {
  // Packages come next, which takes longer than a check.
  await said(lab, pi, "pi-agent", /^step changed step="sysctls"/m);
  const door = await show("pi-agent", "InvocationID");
  await pi.exec(["systemctl", "kill", "--signal=KILL", "--kill-who=main", EXECUTOR]);
  await allReady(lab, 1);
  assert.equal(await show("pi-agent", "InvocationID"), door);
  const story = await journal(pi, "pi-agent");
  assert.match(story, /^resuming apply, which a restart of the agent interrupted/m);
  assert.match(story, /^connection closed: pi-agent-executor went away with \d+ commands? unanswered/m);
});

test("one journal tells what both of them did", async () => {
  const story = await journal(pi, "pi-agent");
  for (const words of [
    /^listening /m,
    /^adopted as master1/m,
    /^agent started /m,
    /^step changed /m,
    /joining|initialis/i,
  ]) {
    assert.match(story, words);
  }
});

test("the process that talks to the network is nobody's superior", async () => {
  const status = (await pi.exec(["cat", `/proc/${await show("pi-agent", "MainPID")}/status`])).stdout;
  const uid = (await pi.exec(["id", "-u", "pi-agent"])).stdout.trim();
  assert.match(status, new RegExp(`^Uid:\\t${uid}\\t${uid}\\t`, "m"));
  assert.match(status, /^CapEff:\t0+$/m);
  assert.match(status, /^CapBnd:\t0+$/m);
});

test("the executor goes when nothing is to do, and comes when the coordinator wants something", async () => {
  const isActive = async () => (await show(EXECUTOR, "ActiveState")) === "active";
  const deaths = async () => (await journal(pi, "pi-agent")).split("pi-agent-executor went").length;
  const died = await deaths();
  const otherwise = () => stories(lab);
  await until("the executor rests", async () => !(await isActive()), { limit: 120, every: 500, otherwise });
  const [before, connected] = [await show(EXECUTOR, "InvocationID"), await show("pi-agent", "InvocationID")];
  await lab.pictl(["plan"]);
  assert.notEqual(await show(EXECUTOR, "InvocationID"), before);
  assert.equal(await show("pi-agent", "InvocationID"), connected);
  assert.equal(await deaths(), died);
});

/**
 * Connects to the executor and sends these frames, one session each; returns the answers and how each session ended.
 */
const SPEAK = `
const socket = require("node:net").connect("/run/pi-agent-executor.socket");
const head = (bytes) => { const size = Buffer.alloc(4); size.writeUInt32BE(bytes.length, 0); return Buffer.concat([size, bytes]); };
socket.on("connect", () => {
  socket.write(head(Buffer.from(JSON.stringify({ ask: "session", keyingMaterial: "ab".repeat(32) }))));
  // A reset, unsigned: id 7, field 37, empty.
  socket.write(head(Buffer.from([8, 7, 0xaa, 2, 0])));
});
let heard = 0;
socket.on("data", (bytes) => { heard += bytes.length; });
socket.on("error", (error) => { console.log(error.code); process.exit(); });
socket.on("close", () => console.log("closed after", heard > 0 ? "an answer" : "nothing"));`;

const speakAs = async (user: string) =>
  (await pi.exec(["runuser", "-u", user, "--", "/usr/lib/pi-agent/node", "-e", SPEAK])).stdout.trim();

test("who has taken the process that talks to the network commands nothing", async () => {
  assert.equal(await speakAs("pi-agent"), "closed after an answer");
  assert.match(await journal(pi, "pi-agent"), /nothing was done: command refused: the reset command is not signed/);
  await allReady(lab, 1);
});

test("nobody else on the Pi reaches the executor at all", async () => {
  for (const user of ["nobody", "pi", "pi-coordinator"]) assert.equal(await speakAs(user), "EACCES", user);
});
