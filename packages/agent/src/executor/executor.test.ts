import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { AppError, type Channel, type Frame, fromFailure, memoryChannel } from "@rackberry/protocol";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { type ExecutorOptions, serveChannel } from "./executor.ts";
import type { Operations } from "./operations.ts";

const idle: Operations = {
  running: undefined,
  ended: 0,
  start: async () => {},
  attach: () => {},
  detach: () => {},
  cancel: () => {},
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
    facts: async () => ({ bootId: "pi" }),
    followLog: async () => {},
    rest: { begin: () => () => {} },
    putBlob: async () => 0,
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
  assert.ok(facts?.id === 7 && facts.kind === "facts" && facts.value.bootId === "pi");
});

test("the kubeconfig is given by the control plane alone", async () => {
  const worker = executor();
  worker.channel.send({ id: 1, kind: "getBlob", value: { kind: "kubeconfig" } });
  assert.equal(codeOf(await worker.next()), "refused");
  const master = executor({ host: new SimulatedPi({ files: { "/etc/kubernetes/admin.conf": "apiVersion: v1" } }) });
  master.channel.send({ id: 1, kind: "getBlob", value: { kind: "kubeconfig" } });
  const answer = await master.next();
  assert.equal(answer?.kind === "blobPart" && String(answer.value.data), "apiVersion: v1");
  master.channel.send({ id: 2, kind: "getBlob", value: { kind: "/etc/shadow" } });
  assert.equal(codeOf(await master.next()), "invalid");
});

test("operations that ended, or were never known, leave nothing at a channel that lives on", async () => {
  const detached: unknown[] = [];
  const operations: Operations = {
    ...idle,
    start: async (_, listener) => listener.result({ operationId: "apply-1", finished: {} }),
    attach: (id, listener) => {
      if (id === "unknown") throw new AppError("unknown-operation", "never seen");
      if (id === "apply-1") listener.result({ operationId: id, finished: {} });
    },
    detach: (listener) => void detached.push(listener),
  };
  const { channel, next } = executor({ operations });
  for (let one = 0; one < 10; one++) {
    channel.send({ id: 2, kind: "apply", value: { operationId: "apply-1" } });
    channel.send({ id: 3, kind: "getOperation", value: { operationId: "apply-1" } });
    channel.send({ id: 4, kind: "getOperation", value: { operationId: "unknown" } });
    for (let answer = 0; answer < 3; answer++) await next();
  }
  channel.send({ id: 5, kind: "getOperation", value: { operationId: "runs" } });
  await setImmediate();
  channel.close();
  await setImmediate();
  assert.equal(detached.length, 1);
});

test("an operation that nobody waits for any longer is to stop, and tells its end all the same", async () => {
  const stopped = Promise.withResolvers<string>();
  const { channel, next } = executor({
    operations: {
      ...idle,
      attach: (_, listener) => void stopped.promise.then((operationId) => listener.result({ operationId })),
      cancel: stopped.resolve,
    },
  });
  channel.send({ id: 9, kind: "cancel", value: {} });
  channel.send({ id: 1, kind: "getOperation", value: { operationId: "apply-1" } });
  channel.send({ id: 1, kind: "cancel", value: {} });
  const result = await next();
  assert.ok(result?.id === 1 && result.kind === "result" && result.value.operationId === "apply-1");
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

test("a log that is followed ends with Done when it is cancelled, each for itself, and with the channel", async () => {
  const ended: number[] = [];
  const open = new Set<object>();
  const { channel, next } = executor({
    rest: {
      begin: () => {
        const one = {};
        open.add(one);
        return () => void open.delete(one);
      },
    },
    followLog: async ({ lines }, onLines, signal) => {
      onLines([String(lines)]);
      await once(signal, "abort");
      onLines(["too late"]);
      ended.push(lines);
      signal.throwIfAborted();
    },
  });
  for (const id of [1, 2]) {
    channel.send({ id, kind: "followLog", value: { follow: true, lines: id } });
    const first = await next();
    assert.ok(first?.id === id && first.kind === "logLines");
  }
  assert.equal(open.size, 2, "who follows keeps the executor from going to rest");
  channel.send({ id: 1, kind: "cancel", value: {} });
  const end = await next();
  assert.deepEqual([end?.id, end?.kind, ended], [1, "done", [1]]);
  channel.close();
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  assert.deepEqual([ended, open.size], [[1, 2], 0]);
});

test("what the door does itself is no command of the executor's", async () => {
  const { channel, next } = executor();
  channel.send({ id: 1, kind: "followServices", value: {} });
  assert.equal(codeOf(await next()), "unimplemented");
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
  assert.match(refused.value.message ?? "", /has Kubernetes 1\.36 but not 1\.37/);
  channel.send({ id: 6, kind: "getVersions", value: { packages: { url: "http://plain.example/" }, minor: "1.36" } });
  assert.equal(codeOf(await next()), "invalid");
  channel.send({ id: 7, kind: "getVersions", value: { packages, minor: "1.36.3" } });
  assert.equal(codeOf(await next()), "invalid");
});
