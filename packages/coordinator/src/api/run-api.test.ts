import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { connect } from "node:tls";
import { AppError, keyHashOf } from "@rackberry/protocol";
import { runApi } from "./run-api.ts";
import { EMPTY_STATUS, freshKey, type TestApi, testApi } from "./testing/test-api.ts";

interface Asked {
  readonly method?: string;
  readonly token?: string;
  readonly body?: string;
}

async function open(api: TestApi, path: string, { method = "GET", token = api.token, body }: Asked = {}) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const asked = request({ port: api.port, path, method, headers, rejectUnauthorized: false, agent: false });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return response;
}

async function ask(api: TestApi, path: string, asked?: Asked): Promise<[number | undefined, unknown]> {
  const response = await open(api, path, asked);
  return [response.statusCode, JSON.parse(await text(response))];
}

test("the holder of the token sees the rack", async () => {
  await using api = await testApi({});
  assert.deepEqual(await ask(api, "/v1/status"), [200, EMPTY_STATUS]);
});

test("the server shows the coordinator's key, and speaks nothing older than TLS 1.3", async () => {
  await using api = await testApi({});
  const socket = connect({ port: api.port, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const certificate = socket.getPeerX509Certificate();
  assert.equal(certificate && keyHashOf(certificate.publicKey), api.pin);
  socket.destroy();
  const old = connect({ port: api.port, rejectUnauthorized: false, maxVersion: "TLSv1.2" });
  await assert.rejects(once(old, "secureConnect"));
});

test("without the token nothing is told, not even whether a route is there", async () => {
  let asked = 0;
  await using api = await testApi({
    kubeconfig: async () => {
      asked++;
      return "secret";
    },
  });
  for (const token of ["", "0".repeat(64)]) {
    for (const path of ["/v1/kubeconfig", "/nothing"]) {
      const [status, body] = await ask(api, path, { token });
      assert.equal(status, 401);
      assert.equal((body as { code: string }).code, "unauthenticated");
    }
  }
  assert.equal(asked, 0);
  assert.equal(api.refused.length, 4);
});

test("who guesses on is not heard any more, and the owner beside him is", async () => {
  await using api = await testApi({});
  for (let guess = 0; guess < 5; guess++) await ask(api, "/v1/status", { token: "wrong" });
  await assert.rejects(ask(api, "/v1/status", { token: "wrong" }), { code: "ECONNRESET" });
  assert.equal((await ask(api, "/v1/status"))[0], 200);
});

test("failures come as code and message, with a fitting status", async () => {
  await using api = await testApi({
    reset: async () => {
      throw new AppError("refused", "node1 is not connected");
    },
    history: () => {
      throw new TypeError("a bug");
    },
  });
  const post = { method: "POST" };
  const refused = { code: "refused", message: "node1 is not connected" };
  assert.deepEqual(await ask(api, "/v1/nodes/node1/reset", post), [409, refused]);
  assert.deepEqual(await ask(api, "/v1/history"), [500, { code: "internal", message: "a bug" }]);
  assert.equal((await ask(api, "/v1/nodes/..%2f/reset", post))[0], 400);
  assert.equal((await ask(api, "/v1/nodes/node1/reset"))[0], 404);
  assert.equal((await ask(api, "/v2/status"))[0], 404);
});

test("adopt takes a fingerprint and nothing longer", async () => {
  const adopted: unknown[] = [];
  await using api = await testApi({
    adopt: async (name, options) => {
      adopted.push([name, options]);
    },
  });
  const fingerprint = "ab".repeat(32);
  const adopt = (body?: string) => ask(api, "/v1/nodes/1000:af/adopt", { method: "POST", body });
  assert.deepEqual(await adopt(JSON.stringify({ fingerprint })), [200, {}]);
  assert.deepEqual(await adopt(), [200, {}]);
  assert.deepEqual(adopted, [
    ["1000:af", { fingerprint }],
    ["1000:af", {}],
  ]);
  for (const body of ["{", '{"fingerprint":"ab"}', "x".repeat(20_000)]) assert.equal((await adopt(body))[0], 400);
  assert.equal(adopted.length, 2);
});

test("a mirror is asked for with images in full, and nothing that is none", async () => {
  const asked: unknown[] = [];
  await using api = await testApi({
    mirror: async (images) => void asked.push(images),
    unmirror: async () => void asked.push("off"),
  });
  const post = (body?: string) => ask(api, "/v1/mirror", { method: "POST", body });
  assert.deepEqual(await post(), [200, {}]);
  assert.deepEqual(await post(JSON.stringify({ images: ["nginx"] })), [200, {}]);
  assert.deepEqual(await ask(api, "/v1/mirror", { method: "DELETE" }), [200, {}]);
  assert.deepEqual(asked, [[], ["docker.io/library/nginx:latest"], "off"]);
  const many = JSON.stringify({ images: Array.from({ length: 65 }, () => "a") });
  for (const body of ["{", '{"images":"nginx"}', '{"images":["-x"]}', many]) assert.equal((await post(body))[0], 400);
  assert.equal(asked.length, 3);
});

test("rack.yaml comes as text with the files that it names, and not without bound", async () => {
  const taken: unknown[] = [];
  await using api = await testApi({
    apply: async (files) => {
      taken.push(files);
      return { changes: [] };
    },
  });
  const put = (body: string) => ask(api, "/v1/rack", { method: "PUT", body });
  const files = { "rack.yaml": "x".repeat(200_000), "k8s.asc": "key" };
  assert.deepEqual(await put(JSON.stringify({ files })), [200, { changes: [] }]);
  const wrong = ["", "{", '{"files":["rack.yaml"]}', '{"files":{"k8s.asc":"key"}}', '{"files":{"rack.yaml":7}}'];
  for (const body of [...wrong, "x".repeat(1_100_000)]) assert.equal((await put(body))[0], 400, body.slice(0, 40));
  assert.deepEqual(taken, [files]);
});

test("a stream is items, then its end or its failure", async () => {
  await using api = await testApi({
    async *logs(node, { follow, lines }) {
      yield `${node} ${follow} ${lines}`;
      if (node === "node2") throw new AppError("disconnected", "node2 went away");
    },
  });
  const lines = async (path: string) => (await text(await open(api, path))).trim().split("\n");
  assert.deepEqual(await lines("/v1/nodes/node1/logs?follow&lines=7"), ['{"item":"node1 true 7"}', '{"end":true}']);
  assert.deepEqual(await lines("/v1/nodes/node2/logs"), [
    '{"item":"node2 false 100"}',
    '{"failure":{"code":"disconnected","message":"node2 went away"}}',
  ]);
  assert.equal((await ask(api, "/v1/nodes/node1/logs?lines=-1"))[0], 400);
});

test("a watcher who leaves ends the watch, and the API's end ends the watcher's connection", async () => {
  let ended = Promise.withResolvers<void>();
  await using api = await testApi({
    async *watch(signal) {
      yield EMPTY_STATUS;
      await once(signal, "abort");
      ended.resolve();
    },
  });
  const leaver = await open(api, "/v1/status/watch");
  await once(leaver, "data");
  leaver.destroy();
  await ended.promise;

  ended = Promise.withResolvers();
  const stayer = await open(api, "/v1/status/watch");
  await once(stayer, "data");
  await Promise.all([assert.rejects(text(stayer), { code: "ECONNRESET" }), api.stop(), ended.promise]);
});

test("a package is taken as it comes, and not asked for when it is refused or here already", async () => {
  const taken: unknown[] = [];
  await using api = await testApi({
    takePackage: async ({ manifest, signature }, content) => {
      if (manifest.version === "0.1.9") throw new AppError("refused", "the signature is not this rack's");
      if (manifest.version === "0.1.1") return;
      let size = 0;
      for await (const part of content()) size += part.length;
      taken.push([manifest, Buffer.from(signature).toString("hex"), size]);
    },
  });
  const manifest = { version: "0.1.2", architecture: "arm64", size: 300_000, sha256: "ab".repeat(32) };
  const downgrade = { rollout: "1".repeat(32), from: "0.2.0" };
  const put = async (version: string) => {
    const query = new URLSearchParams({
      ...manifest,
      version,
      size: "300000",
      ...downgrade,
      signature: "ab".repeat(70),
    });
    const headers = { authorization: `Bearer ${api.token}`, expect: "100-continue", "content-length": manifest.size };
    const path = `/v1/package?${query}`;
    const asked = request({ port: api.port, path, method: "PUT", headers, rejectUnauthorized: false, agent: false });
    let isAsked = false;
    asked.once("continue", () => {
      isAsked = true;
      asked.end(Buffer.alloc(manifest.size));
    });
    asked.flushHeaders();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    const answer = [response.statusCode, JSON.parse(await text(response)).code, isAsked];
    asked.on("error", () => {}).destroy();
    return answer;
  };
  assert.deepEqual(await put("0.1.2"), [200, undefined, true]);
  assert.deepEqual(taken, [[{ ...manifest, downgrade }, "ab".repeat(70), 300_000]]);
  assert.deepEqual(await put("0.1.1"), [200, undefined, false]);
  assert.deepEqual(await put("0.1.9"), [409, "refused", false]);
  assert.deepEqual(await put("-i"), [400, "invalid", false]);
});

test("a rollout is of a version that can be one", async () => {
  const versions: string[] = [];
  await using api = await testApi({ upgrade: async (version) => void versions.push(version) });
  assert.deepEqual(await ask(api, "/v1/upgrade?version=0.1.1", { method: "POST" }), [200, {}]);
  assert.equal((await ask(api, "/v1/upgrade?version=../x", { method: "POST" }))[0], 400);
  assert.equal((await ask(api, "/v1/upgrade", { method: "POST" }))[0], 400);
  assert.deepEqual(versions, ["0.1.1"]);
});

test("a port that is taken is said plainly", async () => {
  await using api = await testApi({});
  await assert.rejects(testApi({}, { port: api.port }), {
    code: "refused",
    message: /cannot listen on port \d+: .*EADDRINUSE/,
  });
});

test("an API whose end has come already serves nothing", async () => {
  const signal = AbortSignal.abort();
  await runApi({ port: 0, key: freshKey(), certificate: "", token: "", control: {} as never, signal });
});
