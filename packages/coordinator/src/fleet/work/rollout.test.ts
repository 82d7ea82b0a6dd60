import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { localMinute, timeOf } from "@rackberry/config";
import { AppError, type PackageManifest, signPackage } from "@rackberry/protocol";
import { rackControl } from "../control/rack-view.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const DEB = Buffer.alloc(200_000, "a package of the agent");
const manifest = (version: string, changes: Partial<PackageManifest> = {}): PackageManifest => ({
  version,
  architecture: "arm64",
  size: DEB.length,
  sha256: createHash("sha256").update(DEB).digest("hex"),
  ...changes,
});
const of = (content: Buffer) =>
  async function* () {
    yield content.subarray(0, 50_000);
    yield content.subarray(50_000);
  };

async function offer(rack: SimulatedRack, version: string, changes: Partial<PackageManifest> = {}): Promise<void> {
  const control = rackControl(rack.fleet);
  await control.takePackage(rack.sign(manifest(version, changes)), of(DEB));
  await control.upgrade(version);
}

const state = ({ fleet }: SimulatedRack) => rackControl(fleet).status().rollout?.state;
const versions = ({ fleet }: SimulatedRack) => fleet.store.nodes().map(({ agentVersion }) => agentVersion);
const kinds = (agent: SimulatedAgent) => agent.commands.map((frame) => frame.kind);
const ready =
  ({ fleet }: SimulatedRack, count: number) =>
  () =>
    fleet.store.nodes().filter(({ phase }) => phase === "ready").length === count;

async function readyRack(serials = ["m1", "w1", "w2"]) {
  const rack = await simulatedRack();
  const agents = serials.map((serial) => rack.plugIn(serial, { version: "0.1.0" }));
  await rack.until(ready(rack, serials.length));
  return { rack, agents };
}

test("every agent gets its package and becomes it, one after the other, the control plane last", async () => {
  const { rack, agents } = await readyRack();
  await using _ = rack;
  const order: string[] = [];
  const before = rack.fleet.store.transitions().length;
  const watching = (async () => {
    for await (const { rollout } of rackControl(rack.fleet).watch(AbortSignal.timeout(10_000))) {
      for (const { name, state } of rollout?.nodes ?? [])
        if (state === "done" && !order.includes(name)) order.push(name);
      if (rollout?.state === "done") return;
    }
  })();
  await offer(rack, "0.1.1");
  await watching;
  assert.deepEqual(versions(rack), ["0.1.1", "0.1.1", "0.1.1"]);
  assert.equal(order.at(-1), "master1");
  for (const agent of agents) {
    assert.equal(kinds(agent).filter((kind) => kind === "join" || kind === "init").length, 1, "nobody joins again");
    const parts = agent.commands.flatMap((frame) => (frame.kind === "putBlob" ? [frame.value.data ?? []] : []));
    assert.deepEqual(Buffer.concat(parts as Uint8Array[]), DEB);
    const told = agent.commands.find((frame) => frame.kind === "upgrade");
    assert.equal(told?.kind === "upgrade" && told.value.package?.sha256, manifest("0.1.1").sha256);
  }
  await rack.until(ready(rack, 3));
  const phases = rack.fleet.store.transitions().slice(before);
  assert.deepEqual(phases, [], "a Ready node stays so");
});

test("the first failure halts it, leaves the others alone, and is not tried again until the owner says so", async () => {
  const { rack, agents } = await readyRack();
  await using _ = rack;
  for (const agent of agents) agent.failNext.set("upgrade", new AppError("step-ineffective", "rolled back to 0.1.0"));
  await offer(rack, "0.1.1");
  await rack.until(() => state(rack) === "halted");
  const told = () => agents.filter((agent) => kinds(agent).includes("upgrade"));
  const [canary] = told();
  assert.equal(told().length, 1);
  assert.notEqual(canary, agents[0], "the control plane is not the canary");
  assert.equal(rackControl(rack.fleet).status().rollout?.reason, "rolled back to 0.1.0");
  canary?.unplug();
  await rack.until(() => kinds(canary as SimulatedAgent).filter((kind) => kind === "welcome").length === 1);
  await rack.until(ready(rack, 3));
  assert.equal(told().length, 1);

  const id = rack.fleet.store.rollout()?.id;
  for (const agent of agents) agent.failNext.clear();
  await offer(rack, "0.1.1");
  assert.notEqual(rack.fleet.store.rollout()?.id, id);
  await rack.until(() => state(rack) === "done");
  assert.deepEqual(versions(rack), ["0.1.1", "0.1.1", "0.1.1"]);
});

test("a transfer that breaks off goes on where it was", async () => {
  const { rack, agents } = await readyRack(["m1"]);
  await using _ = rack;
  const [master] = agents as [SimulatedAgent];
  let cut = false;
  const { push } = master.commands;
  master.commands.push = (frame) => {
    if (frame.kind === "putBlob" && master.received.length > 90_000 && !cut) {
      cut = true;
      master.unplug();
    }
    return push.call(master.commands, frame);
  };
  await offer(rack, "0.1.1");
  await rack.until(() => state(rack) === "done");
  const offsets = master.commands.flatMap((frame) =>
    frame.kind === "putBlob" && frame.value.data?.length ? [Number(frame.value.offset)] : [],
  );
  assert.ok(cut);
  assert.equal(offsets.filter((offset) => offset === 0).length, 1);
});

test("asked again while it goes on it is the same rollout; another version waits for the node that is at it", async () => {
  const { rack, agents } = await readyRack(["m1"]);
  await using _ = rack;
  rack.fleet.store.update("master1", { operation: { id: "upgrade-old", kind: "upgrade" } });
  await offer(rack, "0.1.1").catch((error: AppError) => assert.equal(error.code, "busy"));
  rack.fleet.store.update("master1", { operation: undefined });
  await offer(rack, "0.1.1");
  const id = rack.fleet.store.rollout()?.id;
  await offer(rack, "0.1.1");
  assert.equal(rack.fleet.store.rollout()?.id, id);
  await rack.until(() => state(rack) === "done");
  const ids = agents[0]?.commands.flatMap((frame) => (frame.kind === "upgrade" ? [frame.value.operationId] : []));
  // Told once, and asked for its result with the same words.
  assert.deepEqual([...new Set(ids)], [id]);
});

test("a package that this rack's key did not sign, or that is not what was signed, is not kept", async () => {
  await using rack = await simulatedRack();
  const control = rackControl(rack.fleet);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const notAsked = () => assert.fail("its content is not asked for");
  await assert.rejects(control.takePackage(signPackage(manifest("0.1.1"), privateKey), notAsked), { code: "refused" });
  const good = rack.sign(manifest("0.1.1"));
  for (const content of [DEB.subarray(0, -1), Buffer.concat([DEB, DEB]), Buffer.alloc(DEB.length)]) {
    await assert.rejects(control.takePackage(good, of(content)), { code: "invalid" });
  }
  assert.deepEqual(rack.fleet.store.packages(), []);
  await assert.rejects(control.upgrade("0.1.1"), { code: "refused", message: /no package of pi-agent 0\.1\.1/ });

  await control.takePackage(good, of(DEB));
  const downgrade = { rollout: "1".repeat(32), from: "0.2.0" };
  await control.takePackage(rack.sign(manifest("0.1.1", { downgrade })), notAsked);
  assert.deepEqual(rack.fleet.store.packages()[0]?.manifest.downgrade, downgrade);
});

test("packages of versions that nobody wants any more go", async () => {
  const { rack } = await readyRack(["m1"]);
  await using _ = rack;
  for (const version of ["0.1.1", "0.1.2", "0.1.3"]) {
    await offer(rack, version);
    await rack.until(() => state(rack) === "done");
  }
  assert.deepEqual(
    rack.fleet.store.packages().map((one) => one.manifest.version),
    ["0.1.3"],
  );
});

test("outside of rack.yaml's hours a rollout waits, says until when, and begins with them", async () => {
  const minute = localMinute(Date.now());
  const at = (offset: number) => timeOf((minute + offset + 1440) % 1440);
  await using rack = await simulatedRack(`network: direct\nmaintenance: { hours: "${at(60)}-${at(120)}" }`);
  const agents = ["m1", "w1"].map((serial) => rack.plugIn(serial, { version: "0.1.0" }));
  await rack.until(ready(rack, agents.length));
  await offer(rack, "0.1.1");
  const { state: now, nodes } = rackControl(rack.fleet).status().rollout ?? {};
  assert.equal(now, "running");
  assert.match(nodes?.[0]?.detail ?? "", new RegExp(`waiting for ${at(60)}-${at(120)}$`));
  assert.ok(!agents.some((agent) => kinds(agent).includes("upgrade")));
  await rack.restart(`network: direct\nmaintenance: { hours: "${at(-60)}-${at(60)}" }`);
  await rack.until(() => versions(rack).every((version) => version === "0.1.1"));
});
