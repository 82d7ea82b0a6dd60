/** What pictl's verbs ask of the coordinator's API and show of its answers. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { statSync } from "node:fs";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { rackDirectory } from "../../packages/cli/src/testing.ts";
import type { RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

const node = (phase: "joining" | "ready"): RackStatus => ({
  ...EMPTY_STATUS,
  nodes: [{ name: "node1", role: "worker", serial: "1", model: "Pi", phase, detail: `is ${phase}`, since: 0 }],
});

test("status shows what the coordinator says, as text and as JSON", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => node("ready") });
  const text = await pictl(rack, api, ["status"]);
  assert.equal(text.code, 0);
  assert.match(text.printed.join("\n"), /^test: Kubernetes 1\.36\.3, no cluster yet, 1 of 1 nodes ready\n\nNODE/);
  const json = await pictl(rack, api, ["status", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), node("ready"));
});

test("status NODE shows one node with what it is made of; one that is not there is an error", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => node("ready") });
  assert.match((await pictl(rack, api, ["status", "node1"])).printed[0] ?? "", /^node1: worker, ready since/);
  const json = await pictl(rack, api, ["status", "NODE1", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), node("ready").nodes[0]);
  assert.equal((await pictl(rack, api, ["status", "node7"])).code, 1);
  assert.equal((await pictl(rack, api, ["status", "node1", "--watch"])).code, 2);
});

test("status --watch prints changes until it is interrupted, which is no failure", async () => {
  using rack = await rackDirectory();
  const states = [node("joining"), node("joining"), node("ready")];
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield* states;
      await once(signal, "abort");
    },
  });
  const text = await pictl(rack, api, ["status", "--watch"], 3);
  assert.equal(text.code, 0);
  assert.deepEqual(
    text.printed.map((line) => line.slice("HH:MM:SS ".length)),
    ["cluster: no cluster yet", "node1: joining: is joining", "node1: ready: is ready"],
  );
  const json = await pictl(rack, api, ["status", "--watch", "--json"], 3);
  assert.deepEqual(
    json.printed.map((line) => JSON.parse(line)),
    states,
  );
});

test("status --watch outlives the coordinator", async () => {
  using rack = await rackDirectory();
  let lives = 0;
  await using api = await coordinatorOf(rack, {
    async *watch() {
      lives++;
      yield node(lives === 1 ? "joining" : "ready");
      throw new AppError("disconnected", "the coordinator restarts");
    },
  });
  const { code, printed, noted } = await pictl(rack, api, ["status", "--watch", "--json"], 2);
  assert.equal(code, 0);
  assert.deepEqual(
    printed.map((line) => JSON.parse(line)),
    [node("joining"), node("ready")],
  );
  assert.deepEqual(noted, ["waiting: the coordinator restarts"]);
});

test("plan, adopt, reset, mirror and logs say what was asked and answered", async () => {
  using rack = await rackDirectory();
  const asked: unknown[] = [];
  const fingerprint = "ab".repeat(32);
  await using api = await coordinatorOf(rack, {
    plan: async () => ({
      notices: ["Kubernetes 1.34 is out of support"],
      nodes: [
        { name: "node1", changes: [{ step: "swap", sentence: "turn swap off" }] },
        { name: "node2", changes: [] },
        { name: "node3", changes: [], error: "not connected" },
        {
          ...{ name: "node4", changes: [], trouble: "in the cluster and Ready, but the cluster DNS does not answer" },
          culprits: [{ pod: "kube-system/coredns-1", container: "coredns", line: "boom\x1b[2J" }],
        },
      ],
    }),
    adopt: async (...given) => void asked.push(["adopt", ...given]),
    reset: async (...given) => void asked.push(["reset", ...given]),
    mirror: async (...given) => void asked.push(["mirror", ...given]),
    unmirror: async (...given) => void asked.push(["unmirror", ...given]),
    async *logs(name, { follow, lines }) {
      asked.push(["logs", name, follow, lines]);
      yield "first\x1b[2J";
      yield "second";
    },
  });
  const plan = await pictl(rack, api, ["plan"]);
  assert.equal(plan.code, 1, "a node could not be asked");
  assert.deepEqual(plan.printed, [
    ...["Kubernetes 1.34 is out of support", "", "node1:", "  swap: turn swap off", "node2: nothing would change"],
    "node3: could not be asked: not connected",
    ...["node4: nothing would change", "  not ready: in the cluster and Ready, but the cluster DNS does not answer"],
    "  kube-system/coredns-1 (coredns) says: boom [2J",
  ]);
  const shown = fingerprint.toUpperCase().replace(/..(?=.)/g, "$&:");
  assert.equal((await pictl(rack, api, ["adopt", "1000", "--fingerprint", shown])).code, 0);
  assert.equal((await pictl(rack, api, ["adopt", "node3"])).code, 0);
  assert.equal((await pictl(rack, api, ["reset", "node1", "--yes"])).code, 0);
  assert.equal((await pictl(rack, api, ["mirror", "nginx", "quay.io/a/b:2"])).code, 0);
  assert.equal((await pictl(rack, api, ["mirror", "--off"])).code, 0);
  assert.deepEqual((await pictl(rack, api, ["logs", "node1", "-n", "7"])).printed, ["first [2J", "second"]);
  assert.equal((await pictl(rack, api, ["logs", "node1", "-f"], 1)).code, 0);
  assert.deepEqual(asked, [
    ["adopt", "1000", { fingerprint }],
    ["adopt", "node3", {}],
    ["reset", "node1"],
    ["mirror", ["docker.io/library/nginx:latest", "quay.io/a/b:2"]],
    ["unmirror"],
    ["logs", "node1", false, 7],
    ["logs", "node1", true, 100],
  ]);
});

test("the coordinator's refusal is one line and exit code 1", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {
    reset: async () => {
      throw new AppError("refused", "node9 is not connected");
    },
    async *logs() {
      yield "a";
      throw new AppError("disconnected", "node9 went away");
    },
  });
  const reset = await pictl(rack, api, ["reset", "node9", "-y"]);
  assert.deepEqual([reset.code, reset.noted], [1, ["pictl: node9 is not connected"]]);
  const logs = await pictl(rack, api, ["logs", "node9"]);
  assert.deepEqual([logs.code, logs.printed, logs.noted], [1, ["a"], ["pictl: node9 went away"]]);
});

test("kubeconfig goes to a file for its owner alone, and never over another one", async () => {
  using rack = await rackDirectory();
  const content = "apiVersion: v1\nclusters:\n- cluster:\n    server: https://127.0.0.1:6443\n";
  await using api = await coordinatorOf(rack, { kubeconfig: async () => content });
  assert.deepEqual((await pictl(rack, api, ["kubeconfig"])).printed, [content.trimEnd()]);
  const file = `${rack.path}/kube.conf`;
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file])).code, 0);
  assert.equal(rack.read("kube.conf"), content);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  rack.write("kube.conf", "another cluster's");
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file])).code, 1);
  assert.equal(rack.read("kube.conf"), "another cluster's");
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file, "--force"])).code, 0);
  assert.equal(rack.read("kube.conf"), content);
});
