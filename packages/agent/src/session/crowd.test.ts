import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { cardSecret, newCardId } from "@rackberry/protocol";
import { bytesUntilClose, coordinate, dial, party, startAgent } from "./testing/loopback.ts";

const agent = party();
const coordinator = party();
const stranger = party();
const secret = cardSecret(Buffer.alloc(32, 1), newCardId(), { role: "worker" });
const introduced = { agent, pin: coordinator.hash, cardId: newCardId(), secret };

/** The beginning of a TLS record that never comes whole. */
const HALF_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);

async function knock(port: number, words?: Buffer | string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}).resume();
  await once(socket, "connect");
  if (words) socket.write(words);
  return socket;
}

test("hundreds who say nothing, or half a word, keep nobody out, whatever their address", async () => {
  await using running = await startAgent(introduced);
  const crowd: Socket[] = [];
  const sessions = [];
  for (let round = 0; round < 5; round++) {
    const more = Array.from({ length: 100 }, (_, one) => knock(running.port, one % 2 === 0 ? HALF_HELLO : undefined));
    // In the middle of them, and from their own address.
    const session = coordinate(running.port, coordinator);
    crowd.push(...(await Promise.all(more)));
    sessions.push(await session);
    assert.equal((await sessions.at(-1)?.next())?.kind, "greeting");
  }
  for (const socket of crowd) socket.destroy();
});

test("who has come in is not counted among the strangers", async () => {
  await using running = await startAgent(introduced);
  const session = await coordinate(running.port, coordinator);
  assert.equal((await session.next())?.kind, "greeting");
  for (let one = 0; one < 300; one++) await knock(running.port);
  session.send({ id: 1, kind: "farewell", value: {} });
  await session.closed;
  assert.match(running.lines.join(""), /turned this Pi away/);
});

test("a handshake that fails is told with its address, also when the other end has gone already", async () => {
  await using running = await startAgent(introduced);
  const hangUp = await knock(running.port, HALF_HELLO);
  hangUp.destroy();
  const told = () => running.lines.some((line) => line.includes("turned away"));
  for (let wait = 0; !told() && wait < 400; wait++) await new Promise((done) => setTimeout(done, 5));
  assert.match(
    running.lines.join(""),
    /<4>turned away: TLS handshake failed: it closed the connection address="127\.0\.0\.1"\n/,
  );
});

test("what is no TLS is cut off at its first byte", async () => {
  await using running = await startAgent(introduced);
  const socket = await knock(running.port, "GET / HTTP/1.1\r\n\r\n");
  if (!socket.closed) await once(socket, "close");
  assert.match(running.lines.join(""), /it does not speak TLS address="127\.0\.0\.1"/);
});

test("a harmless failure does not hide that somebody of the same address has a wrong key", async () => {
  await using running = await startAgent(introduced);
  const socket = await knock(running.port, "GET / HTTP/1.1\r\n\r\n");
  if (!socket.closed) await once(socket, "close");
  await bytesUntilClose(await dial(running.port, stranger));
  assert.match(running.lines.join(""), /turned away: its key [0-9a-f]{16}… does not have this rack's pin/);
});

test("a handshake whose first record comes byte by byte is a handshake", async () => {
  await using running = await startAgent(introduced);
  // Between a client and the agent: hands the client's first bytes on one after the other.
  const between = createServer((client) => {
    const onward = connect({ port: running.port, host: "127.0.0.1", noDelay: true });
    onward.on("close", () => client.destroy()).on("data", (bytes) => client.write(bytes));
    client
      .on("error", () => {})
      .on("data", async (bytes: Buffer) => {
        for (const byte of bytes.subarray(0, 50)) {
          onward.write(Buffer.from([byte]));
          await new Promise(setImmediate);
        }
        onward.write(bytes.subarray(50));
      });
  });
  await once(between.listen(0, "127.0.0.1"), "listening");
  const socket = await dial((between.address() as AddressInfo).port, stranger);
  assert.equal((await bytesUntilClose(socket)).length, 0);
  between.close();
  assert.match(running.lines.join(""), /does not have this rack's pin/);
});
