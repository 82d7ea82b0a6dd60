import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildAll } from "./build/index.ts";
import { openRack, type RackArtifacts } from "./index.ts";
import { kill, run, start } from "./run.ts";
import { readRecords } from "./run-directory.ts";
import { tracesOf } from "./testing/traces.ts";

const PROGRAM = join(import.meta.dirname, "testing/owner.ts");
const COMMANDS = join(import.meta.dirname, "main.ts");
let artifacts: RackArtifacts;
const owners: ReturnType<typeof start>[] = [];

before(async () => {
  artifacts = await buildAll();
});

after(async () => {
  for (const owner of owners) kill(owner);
  // Whatever a failed test has left is swept by this one.
  await (await openRack({ name: "sweep", artifacts })).close();
});

/** Another process that holds a rack with one running Pi. */
async function startOwner() {
  const owner = start([process.execPath, PROGRAM, JSON.stringify(artifacts)]);
  owners.push(owner);
  let said = "";
  owner.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const id = await new Promise<string>((resolve, reject) => {
    owner.stdout?.once("data", (chunk) => resolve(String(chunk).trim()));
    owner.once("exit", () => reject(new Error(`The owner has ended: ${said}`)));
  });
  return { owner, id };
}

const rackCommand = (...args: string[]) => run([process.execPath, COMMANDS, ...args], { check: false });

test("what a killed owner left is removed by the next rack; a living neighbour is not touched", async () => {
  const [dead, alive] = await Promise.all([startOwner(), startOwner()]);
  assert.notEqual(dead.id, alive.id);
  dead.owner.kill("SIGKILL");
  await once(dead.owner, "exit");
  assert.ok(
    tracesOf(dead.id).some((trace) => trace.startsWith("process")),
    "its Pi runs on without an owner",
  );
  const next = await openRack({ name: "next", artifacts });
  try {
    assert.deepEqual(tracesOf(dead.id), []);
    const { stdout } = await rackCommand("--rack", alive.id, "exec", "pi-1", "cat", "/etc/hostname");
    assert.equal(stdout, "raspberrypi\n");
  } finally {
    await next.close();
  }
  alive.owner.kill("SIGTERM");
  assert.deepEqual(await once(alive.owner, "exit"), [143, null]);
  assert.deepEqual(tracesOf(alive.id), []);
});

test("another process lists a rack, enters its Pis and acts on them", async () => {
  const { owner, id } = await startOwner();
  const command = (...args: string[]) => rackCommand("--rack", id, ...args);
  assert.match((await command("list")).stdout, /^owner \(.*\n {2}pi-1 {2}on {2}boots 1\n$/);
  assert.match((await command("exec", "laptop", "ip", "address", "show", "br0")).stdout, /192\.168\./);
  assert.equal((await command("reset", "pi-1")).code, 0);
  assert.match((await command("list")).stdout, /boots 2/);
  assert.equal((await command("pull", "pi-1")).code, 0);
  assert.match((await command("exec", "pi-1", "true")).stderr, /pi-1 is off/);
  assert.match((await command("pull", "pi-2")).stderr, /has no Pi pi-2: it has pi-1/);
  assert.match((await command("console", "pi-1")).stdout, /\[firmware\] Raspberry Pi 4.*\[firmware\] Raspberry Pi 4/s);
  owner.kill("SIGINT");
  assert.deepEqual(await once(owner, "exit"), [130, null]);
  assert.deepEqual(tracesOf(id), []);
});

test("a rack that cannot be made says why and leaves nothing", async () => {
  const failing = openRack({ name: "broken", artifacts: { ...artifacts, web: "/nonexistent" } });
  await assert.rejects(failing, /does not listen on port 80: web: .*\/nonexistent/s);
  assert.deepEqual(
    readRecords().filter(({ owner }) => owner.pid === process.pid),
    [],
  );
});
