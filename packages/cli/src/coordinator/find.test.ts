import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { temporaryFolder } from "../testing/folder.ts";
import { type Endpoint, parseEndpoint, showEndpoint } from "./endpoint.ts";
import { findCoordinator } from "./find.ts";

const never = new AbortController().signal;
const PIN = "00".repeat(32);

const TEXTS: readonly (readonly [text: string, endpoint: Endpoint])[] = [
  ["10.0.0.2", { host: "10.0.0.2", port: 7443 }],
  ["master1.kube.local:443", { host: "master1.kube.local", port: 443 }],
  ["[fe80::1]:80", { host: "fe80::1", port: 80 }],
  ["fe80::1", { host: "fe80::1", port: 7443 }],
];
for (const [text, endpoint] of TEXTS) {
  test(`an address: ${text}`, () => {
    assert.deepEqual(parseEndpoint(text), endpoint);
    assert.deepEqual(parseEndpoint(showEndpoint(endpoint)), endpoint);
  });
}

for (const text of ["", "-x", "a b", "host:0", "host:65536", "host:", "http://host", "[10.0.0.1"]) {
  test(`no address: ${JSON.stringify(text)}`, () => assert.throws(() => parseEndpoint(text), { code: "invalid" }));
}

async function* hints(...endpoints: Endpoint[]): AsyncIterable<Endpoint> {
  yield* endpoints;
}

test("who answers on the network without the rack's key is counted, and not believed", async () => {
  using folder = temporaryFolder();
  folder.write(".coordinator", "not an address");
  await using server = createServer((socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const browse = () => hints({ host: "127.0.0.1", port });
  await assert.rejects(
    findCoordinator({ given: "", directory: folder.path, pin: PIN, browse, patience: 60_000 }, never),
    { code: "disconnected", message: /found on this network \(1 that answered .*--coordinator HOST/ },
  );
  assert.deepEqual(folder.files(), {});
});

test("one who accepts connections and says nothing is waited for a moment only, and the search ends with its own words", async () => {
  using folder = temporaryFolder();
  await using server = createServer((socket) => socket.resume());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const browse = async function* (signal: AbortSignal) {
    yield { host: "127.0.0.1", port };
    await once(signal, "abort");
  };
  await assert.rejects(findCoordinator({ given: "", directory: folder.path, pin: PIN, browse, patience: 50 }, never), {
    code: "disconnected",
    message: /found on this network: is the master powered/,
  });
});
