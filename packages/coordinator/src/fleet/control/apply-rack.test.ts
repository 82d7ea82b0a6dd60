/** `pictl apply` on a whole rack: what is taken, what is refused, and that the rack goes by it without a restart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { rackControl } from "./rack-view.ts";

const apply = ({ fleet }: SimulatedRack, yaml: string) => rackControl(fleet).apply({ "rack.yaml": yaml });
const ready = (rack: SimulatedRack, count: number) => () =>
  rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === count;

test("a node is brought to what was applied at once, and again to nothing else", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  const users = () =>
    master.commands.flatMap((frame) => (frame.kind === "apply" && frame.value.spec?.user?.name) || []);
  assert.deepEqual(new Set(users()), new Set(["pi"]));
  assert.deepEqual(await apply(rack, "network: direct\nuser:\n  name: ada\n"), {
    changes: [{ key: "user.name", before: "pi", after: "ada" }],
  });
  await rack.until(() => users().includes("ada"));
  assert.equal(rack.fleet.rack.config.user.name, "ada");
  assert.deepEqual(await apply(rack, "# the same\nnetwork: direct\nuser:\n  name: ada\n"), { changes: [] });
});

test("a Pi that waits for a person comes in when what is applied lets it", async () => {
  await using rack = await simulatedRack("network: direct\nadoption: ask\n");
  rack.plugIn("m1");
  await rack.until(() => rack.fleet.store.strangers().length === 1);
  await apply(rack, "network: direct\n");
  await rack.until(ready(rack, 1));
});

test("everything that is wrong is said at once, with lines, and nothing is taken", async () => {
  await using rack = await simulatedRack();
  const before = rack.fleet.rack.config;
  await assert.rejects(apply(rack, "network: direkt\nuser:\n  nam: ada\n"), {
    code: "invalid",
    message:
      /^rack\.yaml:1: network: "direkt" is not one of: .*\nrack\.yaml:3: user\.nam: unknown key; did you mean name\?/,
  });
  await assert.rejects(apply(rack, "packages:\n  key: absent.asc\n"), { message: /there is no file absent\.asc/ });
  assert.deepEqual([rack.fleet.rack.config, rack.applied], [before, undefined]);
});

test("what kubeadm init fixed is refused with both values, all at once, and the rest with it", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  await assert.rejects(apply(rack, "network: direct\ndomain: new.local\npodSubnet: 10.80.0.0/16\nadoption: ask\n"), {
    code: "refused",
    message:
      /^rack\.yaml: domain: new\.local is refused: .* kube\.local.*\nrack\.yaml: podSubnet: 10\.80\.0\.0\/16 is refused: .* 10\.244\.0\.0\/16/,
  });
  assert.deepEqual([rack.fleet.rack.config.adoption, rack.applied], ["automatic", undefined]);
});

test("before there is a cluster the same is taken, and the cluster is made with it", async () => {
  await using rack = await simulatedRack();
  await apply(rack, "network: direct\npodSubnet: 10.80.0.0/16\n");
  rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  assert.equal(rack.fleet.store.initSettings()?.podSubnet, "10.80.0.0/16");
});

test("another minor is asked for anew, and the failure of the one before is forgotten", async () => {
  await using rack = await simulatedRack("network: direct\nkubernetes: 1.36\n");
  rack.repository.versions = ["1.35.1"];
  rack.plugIn("m1");
  await rack.until(() => rack.fleet.versionFailure !== undefined);
  await apply(rack, "network: direct\nkubernetes: 1.35\n");
  await rack.until(ready(rack, 1));
  assert.equal(rack.fleet.versionFailure, undefined);
});

test("a plan for what is not applied yet says what differs and what it would bring, and changes nothing", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  const count = master.commands.length;
  const files = { "rack.yaml": "network: direct\ndomain: new.local\nuser:\n  name: ada\n" };
  const { wishes, nodes } = await rackControl(rack.fleet).plan(files);
  assert.deepEqual(
    wishes?.changes.map(({ key }) => key),
    ["domain", "user.name"],
  );
  assert.match(wishes?.refused.join() ?? "", /^rack\.yaml: domain: new\.local is refused/);
  assert.deepEqual(nodes, [{ name: "master1", changes: [] }]);
  const asked = master.commands.slice(count).flatMap((frame) => (frame.kind === "apply" ? [frame.value] : []));
  assert.deepEqual(
    asked.map(({ dryRun, spec }) => [dryRun, spec?.user?.name, spec?.domain]),
    [[true, "ada", "kube.local"]],
  );
  assert.equal(rack.fleet.rack.config.user.name, "pi");
});
