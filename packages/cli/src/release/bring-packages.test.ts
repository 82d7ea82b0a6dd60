import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { bringPackages, type Sources } from "./bring-packages.ts";
import type { ReleasedFile } from "./release.ts";

const CONTENT = "a package";
const FILE: ReleasedFile = {
  file: "pi-agent_1.0.0_arm64.deb",
  size: CONTENT.length,
  sha256: createHash("sha256").update(CONTENT).digest("hex"),
};

/** A place for everything: beside/ and cache/ of `folder`, and a server whose paths are counted. */
async function place(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = temporaryFolder();
  const sources = {
    beside: `${folder.path}/beside`,
    cache: `${folder.path}/cache/1.0.0`,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  };
  return {
    ...{ asked, folder, sources },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      folder[Symbol.dispose]();
    },
  };
}

async function bring(sources: Sources, options: { signal?: AbortSignal; patience?: number } = {}): Promise<number> {
  let bytes = 0;
  await bringPackages([FILE], sources, {
    ...{ signal: new AbortController().signal, ...options },
    onFetch: () => (count) => {
      bytes += count;
    },
  });
  return bytes;
}

test("a package is fetched once, and then nobody is asked", async () => {
  await using at = await place((_, response) => response.end(CONTENT));
  assert.equal(await bring(at.sources), CONTENT.length);
  assert.equal(await bring(at.sources), 0);
  assert.deepEqual(at.asked, [`/v1/${FILE.file}`]);
  assert.deepEqual(at.folder.files(), { [`cache/1.0.0/${FILE.file}`]: CONTENT });
});

test("what lies beside pictl is taken when its hash is the release's, and else fetched", async () => {
  await using at = await place((_, response) => response.end(CONTENT));
  at.folder.write(`beside/${FILE.file}`, CONTENT);
  await bring({ ...at.sources, url: undefined });
  assert.equal(at.folder.read(`cache/1.0.0/${FILE.file}`), CONTENT);
  assert.deepEqual(at.asked, []);
  at.folder.write(`beside/${FILE.file}`, "A PACKAGE");
  at.folder.write(`cache/1.0.0/${FILE.file}`, "a pack");
  await bring(at.sources);
  assert.equal(at.folder.read(`cache/1.0.0/${FILE.file}`), CONTENT);
  assert.equal(at.asked.length, 1);
});

const OTHERS: Readonly<Record<string, [RequestListener, RegExp]>> = {
  "another file": [(_, response) => response.end("A PACKAGE"), /sha256 [0-9a-f]{64} in place of [0-9a-f]{64}; nothing/],
  "a longer file": [(_, response) => response.end(`${CONTENT}, and more`), /got more than 9 bytes/],
  "a shorter file": [(_, response) => response.end("a pack"), /got 6 of 9 bytes/],
  "no such file": [
    (_, response) => response.writeHead(404).end(),
    /cannot be downloaded: the server answered 404 Not Found;/,
  ],
  "half an answer": [
    (_, response) => {
      response.writeHead(200, { "content-length": 9 }).write("a");
      setImmediate(() => response.destroy());
    },
    /cannot be downloaded: .*; try again when it can be reached/,
  ],
};

for (const [what, [answer, message]] of Object.entries(OTHERS)) {
  test(`${what} is refused, and nothing of it is kept`, async () => {
    await using at = await place(answer);
    await assert.rejects(bring(at.sources), { message });
    assert.deepEqual(at.folder.files(), {});
  });
}

test("without a network it is said which file is to be put where", async () => {
  await using at = await place((_, response) => response.end(CONTENT));
  await assert.rejects(bring({ ...at.sources, url: "http://127.0.0.1:2" }), {
    code: "disconnected",
    message: new RegExp(
      `ECONNREFUSED.*--from URL, or download it yourself and put it at ${at.sources.cache}/${FILE.file}$`,
    ),
  });
  await assert.rejects(bring({ ...at.sources, url: "http://rackberry.invalid" }), { message: /rackberry\.invalid/ });
  await assert.rejects(bring({ ...at.sources, url: undefined }), {
    code: "refused",
    message: /is neither in .*beside nor in .*cache.*, and this pictl does not know where it is published.*--from URL/,
  });
});

test("a server that says nothing is given up, and Ctrl-C ends it at once", async () => {
  await using at = await place((_, response) => response.writeHead(200).write("a"));
  await assert.rejects(bring(at.sources, { patience: 50 }), { message: /nothing was received for 0\.05 s/ });
  const stop = new AbortController();
  const brought = bring(at.sources, { signal: stop.signal });
  stop.abort(new Error("Ctrl-C"));
  await assert.rejects(brought, { message: "Ctrl-C" });
  assert.deepEqual(at.folder.files(), {});
});

test("a cache that cannot be written is named", async () => {
  await using at = await place((_, response) => response.end(CONTENT));
  at.folder.write("cache", "a file");
  await assert.rejects(bring(at.sources), { code: "refused", message: /cache\/1\.0\.0 / });
});
