import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { AppError, type Channel, type Frame, fromFailure, memoryChannel } from "@rackberry/protocol";
import { SimulatedPi } from "../host/simulated-pi.ts";
import { type ExecutorOptions, serveChannel } from "./executor.ts";
import type { Operations } from "./operations.ts";

const idle: Operations = {
  running: undefined,
  start: async () => {},
  attach: () => {},
  detach: () => {},
  resume: async () => {},
};

function executor(options: Partial<ExecutorOptions> = {}): {
  channel: Channel;
  next: () => Promise<Frame | undefined>;
} {
  const [near, far] = memoryChannel();
  void serveChannel(far, {
    host: new SimulatedPi(),
    operations: idle,
    facts: async () => ({ hostname: "pi" }),
    followLog: async () => {},
    reboot: async () => {},
    rest: { begin: () => () => {} },
    putPackage: async () => 0,
    ...options,
  });
  const frames = near.frames[Symbol.asyncIterator]();
  return { channel: near, next: async () => (await frames.next()).value };
}
const codeOf = (frame: Frame | undefined) => (frame?.kind === "failure" ? fromFailure(frame.value).code : frame?.kind);

test("answers bear the id of their command", async () => {
  const { channel, next } = executor();
  channel.send({ id: 7, kind: "getFacts", value: {} });
  const facts = await next();
  assert.ok(facts?.id === 7 && facts.kind === "facts" && facts.value.hostname === "pi");
});

test("the kubeconfig is given by the control plane alone", async () => {
  const worker = executor();
  worker.channel.send({ id: 1, kind: "getKubeconfig", value: {} });
  assert.equal(codeOf(await worker.next()), "refused");
  const master = executor({ host: new SimulatedPi({ files: { "/etc/kubernetes/admin.conf": "apiVersion: v1" } }) });
  master.channel.send({ id: 1, kind: "getKubeconfig", value: {} });
  const answer = await master.next();
  assert.equal(answer?.kind === "kubeconfig" && answer.value.content, "apiVersion: v1");
});

test("a reboot is confirmed and done, but not in the middle of an operation", async () => {
  const reasons: string[] = [];
  const reboot = async (reason: string) => void reasons.push(reason);
  const busy = executor({ reboot, operations: { ...idle, running: "op-1" } });
  busy.channel.send({ id: 1, kind: "reboot", value: { reason: "x" } });
  assert.equal(codeOf(await busy.next()), "busy");
  const free = executor({ reboot });
  free.channel.send({ id: 1, kind: "reboot", value: { reason: "new kernel" } });
  assert.equal((await free.next())?.kind, "done");
  assert.deepEqual(reasons, ["new kernel"]);
});

test("operations that ended, or were never known, leave nothing at a channel that lives on", async () => {
  const channelSignal = Promise.withResolvers<AbortSignal>();
  const operations: Operations = {
    ...idle,
    start: async (_, listener) => listener.result({ operationId: "apply-1", finished: {} }),
    attach: (id, listener) => {
      if (id === "unknown") throw new AppError("unknown-operation", "never seen");
      listener.result({ operationId: id, finished: {} });
    },
  };
  const { channel, next } = executor({
    operations,
    followLog: async (_, __, signal) => channelSignal.resolve(signal),
  });
  channel.send({ id: 1, kind: "followLog", value: {} });
  await next();
  const listeners = () => channelSignal.promise.then((signal) => getEventListeners(signal, "abort").length);
  const before = await listeners();
  for (let one = 0; one < 10; one++) {
    channel.send({ id: 2, kind: "apply", value: { operationId: "apply-1" } });
    channel.send({ id: 3, kind: "getOperation", value: { operationId: "apply-1" } });
    channel.send({ id: 4, kind: "getOperation", value: { operationId: "unknown" } });
    for (let answer = 0; answer < 3; answer++) await next();
  }
  assert.equal(await listeners(), before);
});

test("following the log ends with the connection, and its length is bounded", async () => {
  const ended = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<{ follow: boolean; lines: number }>();
  const { channel, next } = executor({
    followLog: async (request, onLines, signal) => {
      asked.resolve(request);
      onLines(["first"]);
      signal.addEventListener("abort", () => ended.resolve());
      return ended.promise;
    },
  });
  channel.send({ id: 3, kind: "followLog", value: { follow: true, lines: 1_000_000 } });
  const batch = await next();
  assert.deepEqual(batch?.kind === "logLines" && batch.value.lines, ["first"]);
  assert.deepEqual(await asked.promise, { follow: true, lines: 5_000 });
  channel.close();
  await ended.promise;
});

test("what is not a command is unimplemented, and an error of ours does not end the channel", async () => {
  const { channel, next } = executor({
    facts: async () => {
      throw new Error("broken");
    },
  });
  channel.send({ id: 1, kind: "welcome", value: {} });
  assert.equal(codeOf(await next()), "unimplemented");
  channel.send({ id: 2, kind: "getFacts", value: {} });
  assert.equal(codeOf(await next()), "internal");
  channel.send({ id: 3, kind: "followLog", value: {} });
  assert.equal(codeOf(await next()), "done");
});

test("a channel holds a bounded number of unanswered commands", async () => {
  const gate = Promise.withResolvers<object>();
  const { channel, next } = executor({ facts: () => gate.promise });
  for (let id = 1; id <= 33; id++) channel.send({ id, kind: "getFacts", value: {} });
  const refused = await next();
  assert.deepEqual([refused?.id, codeOf(refused)], [33, "busy"]);
  gate.resolve({});
  assert.equal((await next())?.kind, "facts");
});

test("the versions of a repository are listed, and nothing outside of a folder of its own changes", async () => {
  const pi = new SimulatedPi();
  const { channel, next } = executor({ host: pi });
  const packages = { url: "https://pkgs.k8s.io/core:/stable:/v1.36/deb/" };
  channel.send({ id: 4, kind: "getVersions", value: { packages, minor: "1.36" } });
  const answer = await next();
  assert.deepEqual(answer?.kind === "versions" && answer.value.versions?.slice(0, 2), ["1.36.9", "1.36.8"]);
  assert.deepEqual(
    pi.changes.filter((what) => !what.includes("/run/pi-agent-apt")),
    [],
  );
  channel.send({ id: 5, kind: "getVersions", value: { packages, minor: "1.37" } });
  const refused = await next();
  assert.ok(refused?.id === 5 && refused.kind === "failure");
  assert.match(refused.value.message ?? "", /has Kubernetes 1\.36 and not 1\.37/);
  channel.send({ id: 6, kind: "getVersions", value: { packages: { url: "http://plain.example/" }, minor: "1.36" } });
  assert.equal(codeOf(await next()), "invalid");
  channel.send({ id: 7, kind: "getVersions", value: { packages, minor: "1.36.3" } });
  assert.equal(codeOf(await next()), "invalid");
});
