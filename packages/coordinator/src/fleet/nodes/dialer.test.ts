import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { getEventListeners, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import { tlsIdentity } from "../../identity.ts";
import { type TlsIdentity, tlsDial } from "./dialer.ts";

const folder = mkdtempSync(join(tmpdir(), "dialer-"));
let identity: TlsIdentity;
before(async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(join(folder, "key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  identity = await tlsIdentity(join(folder, "key"), join(folder, "crt"));
});
after(() => rmSync(folder, { recursive: true }));

const WAYS = {
  "nobody is there": async () => undefined,
  "somebody hangs up": async () => createServer((socket) => socket.destroy()),
  "somebody sends nonsense": async () => createServer((socket) => socket.resume().end("HTTP/1.1 200 OK\r\n\r\n")),
  "somebody speaks TLS and no websocket": async () =>
    createTlsServer({ ...identity }, (socket) => socket.resume().end("HTTP/1.1 404 Not Found\r\n\r\n")),
};

for (const [way, makeServer] of Object.entries(WAYS)) {
  test(`nothing is left of dials that failed: ${way}`, async () => {
    const server = await makeServer();
    server?.listen(0, "127.0.0.1");
    if (server) await once(server, "listening");
    const { port } = (server?.address() ?? { port: 1 }) as AddressInfo;
    const stop = new AbortController();
    const dial = tlsDial(identity);
    for (let index = 0; index < 20; index++) {
      await assert.rejects(dial(`127.0.0.1:${port}`, stop.signal), { code: "disconnected" });
    }
    assert.equal(getEventListeners(stop.signal, "abort").length, 0);
    server?.close();
    // It ends when its last connection has.
    if (server) await once(server, "close");
  });
}

test("a dial that is given up leaves nothing, and says whether somebody was there", async () => {
  const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  let reached = 0;
  const dialling = tlsDial(identity)(`127.0.0.1:${port}`, stop.signal, () => {
    reached++;
    stop.abort();
  });
  await assert.rejects(dialling, { code: "disconnected", message: /given up/ });
  assert.deepEqual([reached, getEventListeners(stop.signal, "abort").length], [1, 0]);
  server.close();
  await once(server, "close");
});
