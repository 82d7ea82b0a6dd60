import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { rackControl } from "./rack-view.ts";

const NGINX = "docker.io/library/nginx:latest";
const ready =
  ({ fleet }: SimulatedRack, count: number) =>
  () =>
    fleet.store.nodes().filter((node) => node.phase === "ready").length === count;
const sent = (agent: SimulatedAgent) =>
  agent.commands.flatMap((frame) => (frame.kind === "mirror" ? [frame.value] : []));
const spec = (agent: SimulatedAgent) => {
  const applied = agent.commands.findLast((frame) => frame.kind === "apply" && frame.value.only?.length === 0);
  return applied?.kind === "apply" ? applied.value.spec : undefined;
};
const state = ({ fleet }: SimulatedRack) => rackControl(fleet).status().mirror?.state;
const node = ({ fleet }: SimulatedRack, name: string) => fleet.store.nodes().find((one) => one.name === name);

test("the master fills the mirror, then workers take packages and images from it, and the master does not", async () => {
  await using rack = await simulatedRack("network: direct\nimages: { mirrors: { quay.io: 'http://10.9.9.9:5000' } }");
  const [master, worker] = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  assert.equal(state(rack), undefined);
  await rackControl(rack.fleet).mirror([NGINX]);
  await rack.until(() => state(rack) === "filled" && Boolean(spec(worker)?.aptProxy));
  const { packages, aptProxy, mirrors } = spec(worker) ?? {};
  assert.equal(aptProxy, "http://master1.kube.local:7441");
  assert.equal(packages?.url, "http://pkgs.k8s.io/core:/stable:/v1.36/deb/");
  assert.match(packages?.key ?? "", /^-----BEGIN PGP/);
  assert.deepEqual(
    mirrors?.map(({ registry, url }) => [registry, url]),
    [
      ["docker.io", "https://master1.kube.local:7442/v2/docker.io"],
      ["registry.k8s.io", "https://master1.kube.local:7442/v2/registry.k8s.io"],
      ["quay.io", "http://10.9.9.9:5000"],
    ],
  );
  assert.deepEqual(
    [spec(master)?.aptProxy, spec(master)?.packages?.url],
    ["", "https://pkgs.k8s.io/core:/stable:/v1.36/deb/"],
  );
  assert.deepEqual(
    sent(master).map(({ images, off }) => [images, off]),
    [[[NGINX], false]],
  );
  assert.equal(sent(worker).length, 0);
});

test("a worker that comes while the mirror is filled for the first time waits for it, and says so", async () => {
  await using rack = await simulatedRack();
  const filling = Promise.withResolvers<void>();
  rack.plugIn("m1", { fillMirror: () => filling.promise });
  await rack.until(ready(rack, 1));
  await rackControl(rack.fleet).mirror([]);
  const worker = rack.plugIn("w1");
  await rack.until(() => /waits until the rack's mirror is filled/.test(node(rack, "node1")?.detail ?? ""));
  assert.equal(spec(worker), undefined);
  assert.equal(state(rack), "filling");
  filling.resolve();
  await rack.until(ready(rack, 2));
  assert.equal(spec(worker)?.aptProxy, "http://master1.kube.local:7441");
});

test("a worker that failed for want of the internet is tried again as soon as a mirror is asked for", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  const worker = rack.plugIn("w1");
  worker.failNext.set("apply", new AppError("command-failed", "apt-get exited 100: E: Unable to locate package"));
  await rack.until(() => node(rack, "node1")?.phase === "failed");
  await rackControl(rack.fleet).mirror([]);
  await rack.until(ready(rack, 2));
  assert.equal(spec(worker)?.aptProxy, "http://master1.kube.local:7441");
});

test("a worker that failed while the mirror was filled is tried again as soon as there is one", async () => {
  await using rack = await simulatedRack();
  const filling = Promise.withResolvers<void>();
  rack.plugIn("m1", { fillMirror: () => filling.promise });
  await rack.until(ready(rack, 1));
  const worker = rack.plugIn("w1");
  await rack.until(ready(rack, 2));
  await rackControl(rack.fleet).mirror([]);
  // It is in the cluster already, so it does not wait for the mirror; nor does it get far without.
  worker.failNext.set("apply", new AppError("command-failed", "apt-get exited 100: E: Unable to locate package"));
  worker.unplug();
  await rack.until(() => node(rack, "node1")?.phase === "failed");
  // As if it had failed often: its own pause is over in an hour.
  const nextTry = rack.fleet.clock.now() + 3_600_000;
  rack.fleet.store.setState("node1", { phase: "failed", cause: "no internet", nextTry }, rack.fleet.clock.now());
  filling.resolve();
  await rack.until(() => Boolean(spec(worker)?.aptProxy) && ready(rack, 2)());
});

test("a mirror that cannot be filled is said, and holds up neither the master nor workers that have the internet", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  master.failNext.set("mirror", new AppError("command-failed", "ctr exited 1: no route", { step: "mirror-images" }));
  await rackControl(rack.fleet).mirror([]);
  await rack.until(() => state(rack) === "failed");
  assert.equal(rackControl(rack.fleet).status().mirror?.detail, "mirror-images: ctr exited 1: no route");
  rack.plugIn("w1");
  await rack.until(ready(rack, 2));
  // Asked again it is tried at once, not when the pause is over.
  await rackControl(rack.fleet).mirror([]);
  await rack.until(() => state(rack) === "filled");
});

test("asked again, the master pulls anew with the images of before; workers keep what they have meanwhile", async () => {
  await using rack = await simulatedRack();
  const [master, worker] = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rackControl(rack.fleet).mirror([NGINX]);
  await rack.until(() => state(rack) === "filled" && ready(rack, 2)());
  await rackControl(rack.fleet).mirror(["quay.io/a/b:1"]);
  assert.equal(state(rack), "filling");
  assert.ok(spec(worker)?.aptProxy);
  await rack.until(() => state(rack) === "filled");
  const [first, second] = sent(master);
  assert.deepEqual(second?.images, [NGINX, "quay.io/a/b:1"]);
  assert.notEqual(second?.generation, first?.generation);
  assert.ok(spec(worker)?.aptProxy);
});

test("a master that comes back is looked over once; the mirror is not lost with the connection", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rackControl(rack.fleet).mirror([]);
  await rack.until(() => state(rack) === "filled");
  master.unplug();
  await rack.until(() => sent(master).length === 2 && state(rack) === "filled");
  assert.equal(sent(master)[1]?.generation, sent(master)[0]?.generation);
});

test("taken back, workers return to the upstreams and the master removes it", async () => {
  await using rack = await simulatedRack();
  const [master, worker] = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rackControl(rack.fleet).mirror([NGINX]);
  await rack.until(() => state(rack) === "filled" && ready(rack, 2)());
  await rackControl(rack.fleet).unmirror();
  await rack.until(() => state(rack) === undefined && !spec(worker)?.aptProxy);
  assert.equal(sent(master).at(-1)?.off, true);
  assert.deepEqual(spec(worker)?.mirrors, []);
  await assert.rejects(rackControl(rack.fleet).unmirror(), {
    code: "refused",
    message: "there is no mirror to remove",
  });
});
