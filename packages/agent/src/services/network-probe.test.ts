import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { networkProbe } from "./network-probe.ts";
import { dnsServer } from "./testing/dns-server.ts";

const NAME = "kubernetes.default.svc.cluster.local";
const at = (port: number) => ({ address: "127.0.0.1", port });
/** Milliseconds to wait for what answers, and for what never does. */
const LONG = 5_000;
const SHORT = 300;

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test("an open port answers, and a closed one refuses", async () => {
  await using server = await dnsServer();
  assert.equal(await networkProbe.connect(at(server.port), LONG), "answered");
  assert.equal(await networkProbe.connect(at(await freePort()), LONG), "refused");
});

test("an address without a route is unreachable at once", async () => {
  assert.equal(await networkProbe.connect({ address: "255.255.255.255", port: 443 }, LONG), "unreachable");
});

test("a name is resolved over UDP, and the server's error is returned", async () => {
  await using server = await dnsServer();
  assert.equal(await networkProbe.ask(at(server.port), NAME, LONG), "answered");
  for (const [rcode, words] of [
    [3, "no such name"],
    [2, "server failure"],
    [5, "refused to answer"],
  ] as const) {
    await using bad = await dnsServer({ rcode });
    assert.equal(await networkProbe.ask(at(bad.port), NAME, LONG), words);
  }
});

test("a lost datagram is sent again from the same port and is not a failure", async () => {
  await using server = await dnsServer({ loses: (_, count) => count < 2 });
  assert.equal(await networkProbe.ask(at(server.port), NAME, 2_000), "answered");
  assert.equal(server.asked.length, 3);
  assert.equal(new Set(server.asked).size, 1);
});

test("a server that loses everything is silent, and a closed port refuses", async () => {
  await using server = await dnsServer({ loses: () => true });
  assert.equal(await networkProbe.ask(at(server.port), NAME, SHORT), "silent");
  assert.equal(await networkProbe.ask(at(await freePort()), NAME, LONG), "refused");
});

test("over TCP a question of 2,000 bytes is answered", async () => {
  await using server = await dnsServer();
  assert.equal(await networkProbe.askLarge(at(server.port), NAME, LONG), "answered");
  assert.equal(server.largest, 2_000);
});

test("a connection that opens but swallows the large question is neither silent nor refused", async () => {
  await using server = await dnsServer({ swallowsOver: 1_400 });
  assert.equal(await networkProbe.askLarge(at(server.port), NAME, SHORT), "swallowed");
  assert.equal(await networkProbe.askLarge(at(await freePort()), NAME, LONG), "refused");
});
