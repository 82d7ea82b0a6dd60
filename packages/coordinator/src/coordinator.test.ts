import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { apiToken } from "@rackberry/protocol";
import { runCoordinator } from "./coordinator.ts";

const RACK_SECRET = Buffer.alloc(32, 3);

/** A coordinator without agents runs while `work` asks its API; `files` lie beside its key and secret. */
async function withCoordinator(files: Readonly<Record<string, string>>, work: (port: number) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "coordinator-"));
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const all = {
    "rack.yaml": "network: direct\n",
    "coordinator.key": privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    "rack.secret": RACK_SECRET.toString("hex"),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) await writeFile(join(folder, name), content);
  const stop = new AbortController();
  const { promise: port, resolve, reject } = Promise.withResolvers<number>();
  const quiet = () => {};
  const running = runCoordinator(
    {
      ...{ configDirectory: folder, stateDirectory: join(folder, "state"), ownSerial: "m1", apiPort: 0 },
      log: { info: quiet, warn: quiet, error: quiet },
      onApiListening: resolve,
      async *candidates() {},
    },
    stop.signal,
  );
  running.catch(reject);
  try {
    await work(await port);
  } finally {
    stop.abort();
    await running.catch(() => {});
    await rm(folder, { recursive: true });
  }
}

const answers = (port: number, token: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = get({ port, path: "/v1/status", headers, rejectUnauthorized: false, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject);
  });

test("the API takes the token that follows from the rack secret, unless its owner wrote another one", async () => {
  const [derived, own] = [apiToken(RACK_SECRET), "ab".repeat(32)];
  await withCoordinator({}, async (port) => {
    assert.deepEqual([await answers(port, derived), await answers(port, own)], [200, 401]);
  });
  await withCoordinator({ "api.token": `${own}\n` }, async (port) => {
    assert.deepEqual([await answers(port, derived), await answers(port, own)], [401, 200]);
  });
});

test("a release key that is none is said at the start; without one it runs", async () => {
  await assert.rejects(
    withCoordinator({ "release.pub": "no key" }, async () => assert.fail("it does not listen")),
    { code: "invalid", message: /release\.pub is no public key/ },
  );
});
