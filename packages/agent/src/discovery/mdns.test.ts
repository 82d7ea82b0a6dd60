import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createRequire } from "node:module";
import { test } from "node:test";
import { mdnsResponder } from "./mdns.ts";

/** The library's own socket as the other end of the wire. */
const multicastDns = createRequire(createRequire(import.meta.url).resolve("@rackberry/protocol/mdns"))("multicast-dns");

/** Not 5353: the test stays among itself. */
const PORT = 25_353;
const announcement = { shortId: "0a1b2c3d", port: 7441, state: "new" } as const;
const quiet = { warning() {} };

interface Record {
  readonly name: string;
  readonly type: string;
  readonly data: unknown;
}

/** A responder, and somebody on the same network. */
async function setUp() {
  const errors: unknown[] = [];
  const peer = multicastDns({ port: PORT, interface: "127.0.0.1", bind: "0.0.0.0" });
  await once(peer, "ready");
  const responder = mdnsResponder(quiet, PORT)("127.0.0.1", announcement, {
    onError: (error) => errors.push(error),
    onSent: () => {},
  });
  const response = async (): Promise<Record[]> => (await once(peer, "response"))[0].answers;
  return {
    ...{ errors, peer, responder, response },
    [Symbol.dispose]() {
      responder.close();
      responder.close();
      peer.destroy();
    },
  };
}

test("the agent announces itself and answers, with no name, serial number or secret in it", async () => {
  using world = await setUp();
  const unasked = world.response();
  world.responder.announce();
  const records = await unasked;
  const of = (type: string) => records.find((record) => record.type === type);
  assert.deepEqual(
    [of("PTR")?.name, of("PTR")?.data],
    ["_pi-agent._tcp.local", "pi-agent-0a1b2c3d._pi-agent._tcp.local"],
  );
  assert.equal((of("SRV")?.data as { port?: number } | undefined)?.port, 7441);
  assert.deepEqual(((of("TXT")?.data ?? []) as Buffer[]).map(String).sort(), ["id=0a1b2c3d", "state=new", "v=1"]);
  assert.deepEqual(
    records.filter((record) => record.type === "A" || record.type === "AAAA").map((record) => record.data),
    ["127.0.0.1"],
  );
  for (const name of ["_pi-agent._tcp.local", "pi-agent-0a1b2c3d.local"]) {
    const asked = world.response();
    world.peer.query(name, "ANY");
    assert.ok(
      (await asked).some((record) => record.type === "SRV"),
      name,
    );
  }
  assert.deepEqual(world.errors, []);
});

test("a hundred questions are answered once, and packets that claim what they do not hold not at all", async () => {
  using world = await setUp();
  let answers = 0;
  world.peer.on("response", () => answers++);
  const first = world.response();
  for (let index = 0; index < 10; index++) {
    world.peer.query(Array.from({ length: 10 }, () => ({ name: "_pi-agent._tcp.local", type: "PTR" })));
  }
  await first;
  const hostile = createSocket({ type: "udp4", reuseAddr: true });
  const liar = Buffer.from("000000000000ffffffffffff", "hex");
  for (let index = 0; index < 10; index++) hostile.send(liar, PORT, "127.0.0.1");
  // Whatever was sent before has been heard when this was.
  const last = once(world.peer, "query");
  world.peer.query("end.local", "PTR");
  await last;
  hostile.close();
  assert.equal(answers, 1);
  assert.deepEqual(world.errors, []);
});

test("an address that this host does not have harms nobody: closing twice neither", () => {
  const responder = mdnsResponder(quiet, PORT)("203.0.113.77", announcement, { onError() {}, onSent() {} });
  responder.announce();
  responder.close();
  assert.doesNotThrow(() => responder.close());
});
