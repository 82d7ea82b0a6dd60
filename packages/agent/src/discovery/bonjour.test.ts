import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import { test } from "node:test";
import { bonjourResponder } from "./bonjour.ts";

/** The library's own socket as the other end of the wire. */
const multicastDns = createRequire(createRequire(import.meta.url).resolve("bonjour-service"))("multicast-dns");

/** Not 5353: the test stays among itself. */
const PORT = 25_353;
const announcement = { shortId: "0a1b2c3d", port: 7441, state: "new" } as const;

interface Record {
  readonly name: string;
  readonly type: string;
  readonly data: unknown;
}

test("the agent announces itself and answers, with no name, serial number or secret in it", async () => {
  const errors: unknown[] = [];
  const listener = multicastDns({ port: PORT, interface: "127.0.0.1", bind: "0.0.0.0" });
  await once(listener, "ready");
  const responder = bonjourResponder(PORT)("127.0.0.1", announcement, (error) => errors.push(error));
  try {
    const response = async (): Promise<Record[]> => {
      const [packet] = await once(listener, "response");
      return [...packet.answers, ...packet.additionals];
    };
    const unasked = response();
    responder.announce();
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
    const asked = response();
    listener.query("_pi-agent._tcp.local", "PTR");
    assert.ok((await asked).some((record) => record.type === "SRV"));
    assert.deepEqual(errors, []);
  } finally {
    responder.close();
    responder.close();
    listener.destroy();
  }
});

test("an address that this host does not have harms nobody: closing twice neither", () => {
  const responder = bonjourResponder(PORT)("203.0.113.77", announcement, () => {});
  responder.announce();
  responder.close();
  assert.doesNotThrow(() => responder.close());
});
