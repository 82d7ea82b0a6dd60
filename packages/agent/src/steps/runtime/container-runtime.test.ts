import assert from "node:assert/strict";
import { test } from "node:test";
import { preparation } from "../index.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { containerRuntime } from "./container-runtime.ts";

const CRICTL = "/etc/crictl.yaml";
const prepare = preparation(SPEC, { coordinatorClockMs: 0, dryRun: false });

test("crictl is configured only while it is installed", async () => {
  const world = examplePi();
  await runOn(world, prepare);
  assert.equal(world.pi.file(CRICTL), undefined);
  world.pi.state.packages["cri-tools"] = { version: "1.36.0-1.1", held: false };
  await runOn(world, [containerRuntime(SPEC)]);
  assert.match(world.pi.file(CRICTL) ?? "", /^runtime-endpoint: unix:\/\/\/run\/containerd\/containerd\.sock$/m);
  assert.equal((await runOn(world, [containerRuntime(SPEC)])).changed, 0);
  delete world.pi.state.packages["cri-tools"];
  await runOn(world, [containerRuntime(SPEC)]);
  assert.equal(world.pi.file(CRICTL), undefined);
  assert.equal((await runOn(world, [containerRuntime(SPEC)])).changed, 0);
});

test("a person's settings for crictl stay, with crictl and without", async () => {
  const mine = "runtime-endpoint: unix:///run/mine.sock\n";
  const world = examplePi({ files: { [CRICTL]: mine } });
  await runOn(world, prepare);
  assert.equal(world.pi.file(CRICTL), mine);
  world.pi.state.packages["cri-tools"] = { version: "1.36.0-1.1", held: false };
  await runOn(world, [containerRuntime(SPEC)]);
  assert.equal(world.pi.file(CRICTL), mine);
});
