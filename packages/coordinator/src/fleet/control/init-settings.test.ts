/** What init fixed, over lives of the coordinator between which rack.yaml is changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, ClusterRole } from "@rackberry/protocol";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";
import { rackControl } from "./rack-view.ts";

const OLD = "domain: old.local\nnetwork: direct\n";
const NEW = "domain: new.local\nnetwork: direct\nadoption: ask\n";
const REFUSED =
  "rack.yaml: domain: new.local is refused: the cluster was made with old.local and is called api.old.local, " +
  "and kubeadm init fixes that. Restore old.local, or make a new cluster: pictl reset of the control plane";

const control = ({ fleet }: SimulatedRack) => rackControl(fleet);
const ready = (rack: SimulatedRack, count: number) => () =>
  rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === count &&
  rack.fleet.sessions.size === count;
const specs = ({ commands }: SimulatedAgent, from = 0) =>
  commands.slice(from).flatMap((frame) => ("spec" in frame.value && frame.value.spec ? [frame.value.spec] : []));
const domains = (agent: SimulatedAgent, from = 0) => new Set(specs(agent, from).map(({ domain }) => domain));
const endpoints = ({ commands }: SimulatedAgent) =>
  commands.flatMap((frame) => {
    const config = frame.kind === "init" ? frame.value.kubeadmConfig : undefined;
    return config ? [/"controlPlaneEndpoint": "([^"]+)"/.exec(config)?.[1]] : [];
  });

test("a rack.yaml that says otherwise later is refused in status and plan, and breaks nothing", async () => {
  await using rack = await simulatedRack(OLD);
  const agents = [rack.plugIn("m1"), rack.plugIn("w1")];
  await rack.until(ready(rack, 2));
  assert.ok(!control(rack).status().notices.includes(REFUSED));
  const before = agents.map(({ commands }) => commands.length);
  await rack.restart(NEW);
  await rack.until(() => ready(rack, 2)() && agents.every((agent, index) => specs(agent, before[index]).length > 0));
  for (const [index, agent] of agents.entries())
    assert.deepEqual(domains(agent, before[index]), new Set(["old.local"]));
  assert.ok(control(rack).status().notices.includes(REFUSED));
  assert.ok((await control(rack).plan()).notices.includes(REFUSED));
  assert.equal(rack.fleet.rack.config.adoption, "ask", "what init does not fix is in force");
});

test("a reset of the control plane begins a new cluster with what rack.yaml says then", async () => {
  await using rack = await simulatedRack(OLD);
  const master = rack.plugIn("m1");
  await rack.until(ready(rack, 1));
  await rack.restart(NEW);
  await rack.until(ready(rack, 1));
  await control(rack).reset("master1");
  await rack.until(ready(rack, 1));
  assert.deepEqual(endpoints(master), ["api.old.local:6443", "api.new.local:6443"]);
  assert.deepEqual(rack.fleet.store.initSettings()?.domain, "new.local");
  assert.ok(
    !control(rack)
      .status()
      .notices.some((notice) => notice.includes("refused")),
  );
});

test("a cluster that was being made when the coordinator was killed is what that life said, not the next", async () => {
  await using rack = await simulatedRack(OLD);
  const init = Promise.withResolvers<void>();
  const master = rack.plugIn("m1", { kubeadm: () => init.promise });
  await rack.until(() => endpoints(master).length === 1);
  await rack.restart(NEW);
  init.resolve();
  await rack.until(() => rack.fleet.store.cluster() !== undefined);
  assert.deepEqual([endpoints(master), rack.fleet.store.initSettings()?.domain], [["api.old.local:6443"], "old.local"]);
  assert.ok(control(rack).status().notices.includes(REFUSED));
});

test("neither is one of which no operation is known any more, but which is there", async () => {
  await using rack = await simulatedRack(OLD);
  const init = Promise.withResolvers<void>();
  const master = rack.plugIn("m1", { kubeadm: () => init.promise });
  await rack.until(() => endpoints(master).length === 1);
  // As after a power cut: the agent forgets its operations, and knows its cluster.
  rack.fleet.store.update("master1", { operation: undefined });
  master.role = ClusterRole.CONTROL_PLANE;
  await rack.restart(NEW);
  init.resolve();
  await rack.until(() => rack.fleet.store.cluster() !== undefined);
  assert.deepEqual([...domains(master)], ["old.local"]);
  assert.deepEqual(new Set(endpoints(master)), new Set(["api.old.local:6443"]));
});

test("what an init that failed was told binds nobody", async () => {
  await using rack = await simulatedRack(OLD);
  const master = rack.plugIn("m1");
  master.failNext.set("init", new AppError("command-failed", "kubeadm exited 1: [ERROR Port-6443]"));
  await rack.until(() => rack.fleet.store.nodes()[0]?.phase === "failed");
  assert.ok(
    !control(rack)
      .status()
      .notices.some((notice) => notice.includes("refused")),
  );
  await rack.restart(NEW);
  await control(rack).adopt("master1", {});
  await rack.until(ready(rack, 1));
  assert.deepEqual(endpoints(master), ["api.old.local:6443", "api.new.local:6443"]);
  assert.equal(rack.fleet.store.initSettings()?.domain, "new.local");
});
