import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { request as ask, get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { apiToken } from "@rackberry/protocol";
import { runCoordinator } from "./coordinator.ts";

const RACK_SECRET = Buffer.alloc(32, 3);

/** A coordinator without agents runs while `work` asks its API; `files` lie beside its key and secret. */
async function withCoordinator(
  files: Readonly<Record<string, string>>,
  work: (port: number) => Promise<void>,
  folder?: string,
) {
  if (folder) return coordinate(folder, files, work);
  const own = await mkdtemp(join(tmpdir(), "coordinator-"));
  try {
    await coordinate(own, files, work);
  } finally {
    await rm(own, { recursive: true });
  }
}

async function coordinate(
  folder: string,
  files: Readonly<Record<string, string>>,
  work: (port: number) => Promise<void>,
) {
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

/** Status code and body of a request with the rack's own token. */
async function asked(port: number, path: string, method: string, body?: object): Promise<[number?, unknown?]> {
  const headers = { authorization: `Bearer ${apiToken(RACK_SECRET)}` };
  const request = ask({ port, path, method, headers, rejectUnauthorized: false, agent: false });
  request.end(body && JSON.stringify(body));
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return [response.statusCode, JSON.parse(await text(response))];
}

test("what was applied holds in the next life, until rack.yaml in the configuration folder is changed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coordinator-"));
  const name = async (port: number) => ((await asked(port, "/v1/status", "GET"))[1] as { rack: string }).rack;
  const plan = { files: { "rack.yaml": "rack: applied\nnetwork: direct\n" } };
  try {
    await withCoordinator(
      {},
      async (port) => {
        assert.deepEqual(await asked(port, "/v1/rack", "PUT", plan), [
          ...[200, { changes: [{ key: "rack", before: "rackberry", after: "applied" }] }],
        ]);
        assert.equal(await name(port), "applied");
      },
      folder,
    );
    await withCoordinator({}, async (port) => assert.equal(await name(port), "applied"), folder);
    const edited = { "rack.yaml": "rack: edited\nnetwork: direct\n" };
    await withCoordinator(edited, async (port) => assert.equal(await name(port), "edited"), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what stands in the place of rack.yaml or a secret and is none is told by name, and nobody waits for it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coordinator-"));
  const quiet = () => {};
  const start = (name: string) =>
    runCoordinator(
      {
        ...{ configDirectory: join(folder, name), stateDirectory: join(folder, "state"), ownSerial: "m1" },
        log: { info: quiet, warn: quiet, error: quiet },
        async *candidates() {},
      },
      new AbortController().signal,
    );
  const places: readonly (readonly [name: string, fill: (at: string) => Promise<unknown>, message: RegExp])[] = [
    ["nothing", async () => {}, /there is no \S+\/nothing\/rack\.yaml/],
    ["folder", (at) => mkdir(join(at, "rack.yaml")), /folder\/rack\.yaml is a folder, but a file is expected there$/],
    [
      "loop",
      (at) => symlink("rack.yaml", join(at, "rack.yaml")),
      /loop\/rack\.yaml is a link that leads back to itself$/,
    ],
    [
      "endless",
      (at) => symlink("/dev/zero", join(at, "rack.yaml")),
      /endless\/rack\.yaml is not a regular file \(it is a pipe or a device\)/,
    ],
    ["word", (at) => writeFile(join(at, "rack.yaml"), "rakc: a\n"), /word\/rack\.yaml:1: rakc: unknown key/],
    [
      "secretless",
      (at) => writeFile(join(at, "rack.yaml"), ""),
      /secretless\/rack\.secret does not exist: it comes with the master's card/,
    ],
    [
      "secret",
      async (at) => {
        await writeFile(join(at, "rack.yaml"), "");
        await symlink("/dev/zero", join(at, "rack.secret"));
      },
      /secret\/rack\.secret is not a regular file/,
    ],
  ];
  try {
    for (const [name, fill, message] of places) {
      await mkdir(join(folder, name));
      await fill(join(folder, name));
      await assert.rejects(start(name), { message }, name);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a release key that is none is said at the start; without one it runs", async () => {
  await assert.rejects(
    withCoordinator({ "release.pub": "no key" }, async () => assert.fail("it does not listen")),
    { code: "invalid", message: /release\.pub is not a public key/ },
  );
});
