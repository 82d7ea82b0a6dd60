import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { cardSecret, MAX_SILENT_OF_ONE, newCardId } from "@rackberry/protocol";
import { bytesUntilClose, coordinate, dial, party, startAgent } from "./testing/loopback.ts";

const agent = party();
const coordinator = party();
const stranger = party();
const secret = cardSecret(Buffer.alloc(32, 1), newCardId(), { role: "worker" });
const introduced = { agent, pin: coordinator.hash, cardId: newCardId(), secret };

/** The first thing a websocket client says. */
const UPGRADE =
  "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

test("the client whose key has the pin is greeted, though its certificate expired in 1970", async () => {
  const old = party({ expired: true });
  await using running = await startAgent({ ...introduced, pin: old.hash });
  const session = await coordinate(running.port, old);
  const greeting = await session.next();
  assert.equal(greeting?.kind, "greeting");
  assert.equal(greeting?.kind === "greeting" && greeting.value.serial, "s1");
  assert.equal(session.socket.getProtocol(), "TLSv1.3");
});

test("a client with another key gets no byte, is asked nothing, and is named in the journal once", async () => {
  await using running = await startAgent(introduced);
  for (let round = 0; round < 3; round++) {
    const socket = await dial(running.port, stranger);
    socket.write(UPGRADE);
    assert.equal((await bytesUntilClose(socket)).length, 0);
  }
  assert.deepEqual(running.received, []);
  const told = running.lines.filter((line) => line.includes("turned away"));
  assert.equal(told.length, 1);
  assert.match(
    told[0] ?? "",
    /^<4>turned away: its key [0-9a-f]{16}… does not have this rack's pin .* address="127\.0\.0\.1"\n$/,
  );
});

test("a client without a certificate gets no byte", async () => {
  await using running = await startAgent(introduced);
  const socket = await dial(running.port, undefined);
  socket.on("error", () => {});
  socket.write(UPGRADE);
  assert.equal((await bytesUntilClose(socket)).length, 0);
  assert.match(running.lines.join(""), /showed no client certificate/);
});

test("an agent that no card introduces lets nobody in and says what to do", async () => {
  await using running = await startAgent({ agent });
  const socket = await dial(running.port, coordinator);
  assert.equal((await bytesUntilClose(socket)).length, 0);
  assert.match(running.lines.join(""), /no card and no pin yet/);
});

test("TLS 1.2 is refused", async () => {
  await using running = await startAgent(introduced);
  await assert.rejects(dial(running.port, coordinator, { maxVersion: "TLSv1.2" }));
});

test("no session is resumed: every connection shows its key anew", async () => {
  await using running = await startAgent(introduced);
  const first = await dial(running.port, coordinator);
  const ticket = await new Promise<Buffer>((resolve) => first.once("session", resolve));
  first.destroy();
  const second = await dial(running.port, coordinator, { session: ticket });
  assert.equal(second.isSessionReused(), false);
  second.destroy();
});

test("a crowd of silent sockets is bounded, and the coordinator is served through it", async () => {
  await using running = await startAgent(introduced);
  const crowd = Array.from({ length: 200 }, () => connect(running.port, "127.0.0.1"));
  for (const socket of crowd) socket.on("error", () => {});
  await Promise.all(crowd.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
  const session = await coordinate(running.port, coordinator);
  assert.equal((await session.next())?.kind, "greeting");
  session.websocket.terminate();
  // All but those who still have a place were closed by the agent.
  const gone = crowd
    .slice(0, -MAX_SILENT_OF_ONE)
    .map((socket) => socket.closed || new Promise((resolve) => socket.once("close", resolve)));
  for (const socket of crowd) socket.resume();
  await Promise.all(gone);
  for (const socket of crowd) socket.destroy();
});

test("a socket that begins a handshake and never ends it is cut off", async () => {
  await using running = await startAgent({ ...introduced, deadlines: { handshake: 50, authentication: 5_000 } });
  const slow = connect(running.port, "127.0.0.1");
  slow.on("error", () => {}).resume();
  slow.write(Buffer.from([0x16, 0x03, 0x01, 0x02])); // the first bytes of a ClientHello
  await new Promise((resolve) => slow.once("close", resolve));
  assert.match(running.lines.join(""), /TLS handshake failed/);
});

test("the coordinator's own socket that asks for something else, or for too much, is closed", async () => {
  await using running = await startAgent(introduced);
  for (const request of ["GET /etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "x".repeat(5_000), "POST / HTTP/1.1\r\n\r\n"]) {
    const socket = await dial(running.port, coordinator);
    socket.write(request);
    assert.doesNotMatch((await bytesUntilClose(socket)).toString(), /101 Switching/);
  }
  const session = await coordinate(running.port, coordinator);
  assert.equal((await session.next())?.kind, "greeting");
});

test("an upgrade request that comes in pieces, with the first frame right behind it, is understood", async () => {
  await using running = await startAgent(introduced);
  const socket = await dial(running.port, coordinator);
  for (const piece of UPGRADE.match(/[\s\S]{1,40}/g) ?? []) {
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // A masked text frame "a", which is no message of ours: the agent answers with a failure and closes.
  socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x61]));
  const answer = (await bytesUntilClose(socket)).toString("latin1");
  assert.match(answer, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
  assert.match(answer, /the message is text/);
});
