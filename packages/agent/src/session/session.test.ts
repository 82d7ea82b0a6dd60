import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { cardProof, cardSecret, encode, FarewellReason, type Frame, fromFailure, newCardId } from "@rackberry/protocol";
import { CARD_PATH, coordinate, party, startAgent, type TestCoordinator } from "./testing/loopback.ts";

const agent = party();
const coordinator = party();
const cardId = newCardId();
const secret = cardSecret(Buffer.alloc(32, 1), cardId, { role: "worker" });
const fresh = { agent, pin: coordinator.hash, cardId, secret };
const remembered = (pin: string, card = cardId) =>
  JSON.stringify({ pin, cardId: card, adopted: true, name: "node1", adoptedAt: 1 });
const adopted = (pin = coordinator.hash) => ({
  agent,
  pin,
  cardId,
  files: { "/var/lib/pi-agent/trust.json": remembered(pin) },
});

const adopt = (proof: Uint8Array): Frame => ({ id: 1, kind: "adopt", value: { cardProof: proof, name: "node1" } });
const welcome: Frame = { id: 1, kind: "welcome", value: { name: "node1" } };
const getFacts: Frame = { id: 2, kind: "getFacts", value: {} };

async function greeted(port: number): Promise<TestCoordinator> {
  const session = await coordinate(port, coordinator);
  assert.equal((await session.next())?.kind, "greeting");
  return session;
}

function codeOf(frame: Frame | undefined): string | undefined {
  return frame?.kind === "failure" ? fromFailure(frame.value).code : frame?.kind;
}

test("both sides prove the card secret; the adoption is stored, and the secret goes once it is confirmed", async () => {
  await using running = await startAgent(fresh);
  const session = await coordinate(running.port, coordinator);
  const greeting = await session.next();
  assert.ok(greeting?.kind === "greeting" && !greeting.value.adopted);
  assert.deepEqual(Buffer.from(greeting.value.cardProof ?? []), cardProof(secret, "agent", session.socket));
  // What every node needs; test/contract holds the whole list to what the coordinator asks for.
  for (const kind of ["apply", "join", "putBlob", "followServices"])
    assert.ok(greeting.value.requests?.includes(kind), kind);

  session.send(adopt(cardProof(secret, "coordinator", session.socket)));
  assert.equal((await session.next())?.kind, "adopted");
  const stored = JSON.parse((await running.pi.read("/var/lib/pi-agent/trust.json")) ?? "{}");
  assert.deepEqual([stored.pin, stored.cardId, stored.adopted], [coordinator.hash, cardId, true]);
  const kept = "/var/lib/pi-agent/card-secret.json";
  assert.match((await running.pi.read(kept)) ?? "", new RegExp(secret.toString("hex")), "the reply may be lost");
  assert.doesNotMatch((await running.pi.read(CARD_PATH)) ?? "", /cardSecret/, "where all can read it is no secret");

  session.send(getFacts);
  assert.equal((await session.next())?.kind, "facts");
  assert.equal(await running.pi.read(kept), undefined);
  assert.match((await running.pi.read(CARD_PATH)) ?? "", new RegExp(cardId));
  assert.doesNotMatch(running.lines.join(""), new RegExp(secret.toString("hex")));
});

test("the name on the card is said in the greeting, and stays on the card when its secret goes", async () => {
  const named = cardSecret(Buffer.alloc(32, 1), cardId, { role: "worker", name: "cellar" });
  await using running = await startAgent({ ...fresh, cardName: "cellar", secret: named });
  const session = await coordinate(running.port, coordinator);
  const greeting = await session.next();
  assert.ok(greeting?.kind === "greeting" && greeting.value.cardName === "cellar");
  session.send(adopt(cardProof(named, "coordinator", session.socket)));
  await session.next();
  session.send(getFacts);
  await session.next();
  const card = JSON.parse((await running.pi.read(CARD_PATH)) ?? "{}");
  assert.deepEqual([card.name, card.cardId, card.cardSecret], ["cellar", cardId, undefined]);
});

test("a coordinator that does not know the card secret adopts nothing", async () => {
  await using running = await startAgent(fresh);
  for (const proof of [Buffer.alloc(0), Buffer.alloc(32), Buffer.alloc(33, 1)]) {
    const session = await greeted(running.port);
    session.send(adopt(proof));
    assert.equal(codeOf(await session.next()), "unauthenticated");
    await session.closed;
  }
  assert.equal(running.store.trust.kind, "new");
  assert.deepEqual(running.received, []);
});

test("a proof of one TLS session does not verify in another, and the agent's own cannot be reflected", async () => {
  await using running = await startAgent(fresh);
  const other = await greeted(running.port);
  const relayed = cardProof(secret, "coordinator", other.socket);
  const session = await greeted(running.port);
  session.send(adopt(relayed));
  assert.equal(codeOf(await session.next()), "unauthenticated");

  const mirror = await coordinate(running.port, coordinator);
  const greeting = await mirror.next();
  mirror.send(adopt((greeting?.kind === "greeting" && greeting.value.cardProof) || Buffer.alloc(0)));
  assert.equal(codeOf(await mirror.next()), "unauthenticated");
  assert.equal(running.store.trust.kind, "new");
});

test("welcome before adoption is refused, and so is every command", async () => {
  await using running = await startAgent(fresh);
  for (const frame of [welcome, getFacts, { id: 3, kind: "getBlob", value: {} } as const]) {
    const session = await greeted(running.port);
    session.send(frame);
    assert.equal(codeOf(await session.next()), "unauthenticated");
    await session.closed;
  }
  assert.deepEqual(running.received, []);
});

test("an adopted agent takes commands after welcome, holds no secret, and cannot be adopted by a blank proof", async () => {
  await using running = await startAgent(adopted());
  const session = await coordinate(running.port, coordinator);
  const greeting = await session.next();
  assert.ok(greeting?.kind === "greeting" && greeting.value.adopted);
  assert.equal(greeting.value.cardProof?.length, 0);
  session.send(welcome);
  assert.equal((await session.next())?.kind, "done");
  session.send(getFacts);
  const facts = await session.next();
  assert.ok(facts?.kind === "facts" && facts.id === 2);

  const blank = await greeted(running.port);
  blank.send(adopt(Buffer.alloc(0)));
  assert.equal(codeOf(await blank.next()), "unauthenticated");
});

test("a command of a newer version is answered unimplemented, and the session goes on", async () => {
  await using running = await startAgent(adopted());
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  // id = 9, field 90 (length-delimited, empty): no version has it yet.
  session.websocket.send(Uint8Array.from([0x08, 9, 0xd2, 0x05, 0]));
  const failure = await session.next();
  assert.equal(failure?.id, 9);
  assert.equal(codeOf(failure), "unimplemented");
  session.send(getFacts);
  assert.equal((await session.next())?.kind, "facts");
});

test("text, noise, and what is too large end the session before anything is read from it", async () => {
  await using running = await startAgent(adopted());
  const sends: ((session: TestCoordinator) => void)[] = [
    ({ websocket }) => websocket.send("getFacts"),
    ({ websocket }) => websocket.send(Uint8Array.from([0xff, 0xff, 0xff])),
    ({ websocket }) => websocket.send(new Uint8Array(5_000)), // more than a greeting may have
    ({ websocket }) => websocket.send(new Uint8Array(70_000)),
  ];
  for (const send of sends) {
    const session = await greeted(running.port);
    send(session);
    const last = await session.next();
    assert.ok(last === undefined || codeOf(last) === "invalid", last?.kind);
    await session.closed;
  }
  assert.deepEqual(running.received, []);
  const session = await greeted(running.port);
  session.send(welcome);
  assert.equal((await session.next())?.kind, "done");
});

test("a new session of the coordinator replaces the old one", async () => {
  await using running = await startAgent(adopted());
  const first = await greeted(running.port);
  first.send(welcome);
  await first.next();
  const second = await greeted(running.port);
  second.send(welcome);
  await second.next();
  await first.closed;
  second.send(getFacts);
  assert.equal((await second.next())?.kind, "facts");
});

test("the reason of a farewell is what a person reads in the journal", async () => {
  await using running = await startAgent(fresh);
  for (let round = 0; round < 2; round++) {
    const session = await greeted(running.port);
    const value = { reason: FarewellReason.SPENT_CARD, detail: "used by node2\n<0>forged" };
    session.send({ id: 0, kind: "farewell", value });
    await session.closed;
  }
  const told = running.lines.filter((line) => line.startsWith("<4>"));
  assert.equal(told.length, 1, "once a minute");
  assert.match(told[0] ?? "", /card was already used by another Pi.*\(used by node2 <0>forged\)/);
});

test("a card that is read-only keeps its spent secret, and the agent goes on", async () => {
  await using running = await startAgent(fresh);
  // As if it had been read-only from the start.
  const card = { version: 1, rack: "test", pin: coordinator.hash, cardId, cardSecret: secret.toString("hex") };
  running.pi.put(CARD_PATH, JSON.stringify(card));
  running.pi.readOnly.add("/boot/firmware");
  const session = await greeted(running.port);
  session.send(adopt(cardProof(secret, "coordinator", session.socket)));
  await session.next();
  session.send(getFacts);
  assert.equal((await session.next())?.kind, "facts");
  assert.match(running.lines.join(""), /<4>the spent secret stays on the card: .*read-only/);
});

test("an adoption that cannot be stored is no adoption", async () => {
  await using running = await startAgent(fresh);
  running.pi.readOnly.add("/var/lib/pi-agent");
  const session = await greeted(running.port);
  session.send(adopt(cardProof(secret, "coordinator", session.socket)));
  const answer = await session.next();
  assert.deepEqual([answer?.id, codeOf(answer)], [1, "refused"]);
  assert.equal(running.store.trust.kind, "new");
});

test("a coordinator that says nothing is cut off", async () => {
  await using running = await startAgent({ ...fresh, deadlines: { handshake: 5_000, authentication: 50 } });
  const session = await greeted(running.port);
  await session.closed;
  assert.equal(await session.next(), undefined);
});

test("what is not signed is not done, before the adoption or after it", async () => {
  await using running = await startAgent(adopted());
  const early = await greeted(running.port);
  early.websocket.send(encode({ id: 3, kind: "reset", value: {} }));
  assert.equal(codeOf(await early.next()), "unauthenticated");
  await early.closed;
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  session.websocket.send(encode({ id: 4, kind: "reset", value: {} }));
  const refused = await session.next();
  assert.deepEqual([refused?.id, codeOf(refused)], [4, "unauthenticated"]);
  session.send(getFacts);
  assert.equal((await session.next())?.kind, "facts");
  assert.deepEqual(
    running.received.map(({ kind }) => kind),
    ["getFacts"],
  );
});

test("a signature without its parts is refused as unsigned, before the adoption and after it", async () => {
  await using running = await startAgent(adopted());
  const empty = (id: number) => encode({ id, kind: "signed", value: {} });
  const early = await greeted(running.port);
  early.websocket.send(empty(3));
  assert.equal(codeOf(await early.next()), "unauthenticated");
  await early.closed;
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  session.websocket.send(empty(4));
  assert.equal(codeOf(await session.next()), "unauthenticated");
  assert.deepEqual(running.received, []);
});

test("an executor that goes to rest is woken by the next command, and the coordinator hears one greeting", async () => {
  await using running = await startAgent(adopted());
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  for (let life = 1; life <= 3; life++) {
    running.channels.at(-1)?.close();
    // The answer comes after the word that the executor rests.
    session.websocket.ping();
    await once(session.websocket, "pong");
    session.send({ ...getFacts, id: 10 + life });
    const facts = await session.next();
    assert.deepEqual([facts?.id, facts?.kind], [10 + life, "facts"]);
    assert.equal(running.channels.length, 1 + life);
  }
});

test("an executor that dies with a command unanswered ends the session, so that the coordinator asks what became of it", async () => {
  await using running = await startAgent(adopted());
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  // The recorder never answers this one.
  session.send({ id: 5, kind: "apply", value: { operationId: "apply-1" } });
  for (let turn = 0; running.received.length === 0 && turn < 1_000; turn++) await setImmediate();
  running.channels.at(-1)?.close();
  await session.closed;
  assert.match(running.lines.join(""), /<4>connection closed: pi-agent-executor went away with 1 command unanswered/);
});

const FOLLOW = { dnsName: "kubernetes.default.svc.cluster.local", network: { kind: 1, podSubnet: "10.244.0.0/16" } };

test("services are followed by the door until a plain Cancel, each for itself, or until the coordinator goes", async () => {
  const ended: string[] = [];
  const gone = Promise.withResolvers<void>();
  await using running = await startAgent({
    ...adopted(),
    followServices: async ({ apiAddress }, onReport, signal) => {
      onReport({ works: false, sentence: apiAddress, culprits: [{ pod: "a/b", container: "c", line: "d" }] });
      await once(signal, "abort");
      ended.push(apiAddress);
      if (ended.length === 2) gone.resolve();
      signal.throwIfAborted();
    },
  });
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  session.send({ id: 2, kind: "followServices", value: { ...FOLLOW, apiAddress: "10.96.0.1" } });
  const first = await session.next();
  assert.ok(first?.id === 2 && first.kind === "serviceReport" && first.value.culprits?.[0]?.line === "d");
  session.send({ id: 3, kind: "followServices", value: { ...FOLLOW, apiAddress: "10.112.0.1" } });
  const second = await session.next();
  assert.deepEqual([second?.id, second?.kind], [3, "serviceReport"]);
  session.send({ id: 2, kind: "cancel", value: {} });
  const end = await session.next();
  assert.deepEqual([end?.id, end?.kind], [2, "done"]);
  assert.deepEqual(ended, ["10.96.0.1"]);
  session.websocket.terminate();
  await gone.promise;
  assert.deepEqual(ended, ["10.96.0.1", "10.112.0.1"]);
  assert.deepEqual(running.received, []);
});

test("the door follows a bounded number of services", async () => {
  await using running = await startAgent({
    ...adopted(),
    followServices: async (_, __, signal) => void (await once(signal, "abort")),
  });
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  for (let id = 2; id <= 10; id++)
    session.send({ id, kind: "followServices", value: { ...FOLLOW, apiAddress: "10.96.0.1" } });
  const refused = await session.next();
  assert.deepEqual([refused?.id, codeOf(refused)], [10, "busy"]);
});

test("a Cancel of what the executor does reaches it signed; one without a signature is refused, and stops nothing", async () => {
  await using running = await startAgent(adopted());
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  session.send({ id: 5, kind: "apply", value: { operationId: "apply-1" } });
  session.websocket.send(encode({ id: 5, kind: "cancel", value: {} }));
  const refused = await session.next();
  assert.deepEqual([refused?.id, codeOf(refused)], [5, "unauthenticated"]);
  session.send({ id: 5, kind: "cancel", value: {} });
  session.send({ ...getFacts, id: 6 });
  assert.equal((await session.next())?.kind, "facts");
  assert.deepEqual(
    running.received.map(({ id, kind }) => [id, kind]),
    [
      [5, "apply"],
      [5, "cancel"],
      [6, "getFacts"],
    ],
  );
});

test("a Cancel that crosses its answer leaves nothing for which the executor could not rest", async () => {
  await using running = await startAgent(adopted());
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  session.send({ ...getFacts, id: 2 });
  await session.next();
  session.send({ id: 2, kind: "cancel", value: {} });
  session.send({ ...getFacts, id: 3 });
  await session.next();
  running.channels.at(-1)?.close();
  session.websocket.ping();
  await once(session.websocket, "pong");
  session.send({ ...getFacts, id: 4 });
  assert.equal((await session.next())?.kind, "facts");
});

test("services that do not fit the grammar are invalid, and nothing is asked", async () => {
  await using running = await startAgent({ ...adopted(), followServices: async () => assert.fail("must not run") });
  const session = await greeted(running.port);
  session.send(welcome);
  await session.next();
  for (const value of [
    FOLLOW,
    { ...FOLLOW, apiAddress: "10.96.0.1; reboot" },
    { ...FOLLOW, apiAddress: "10.96.0.1", dnsAddress: "x" },
    { ...FOLLOW, apiAddress: "10.96.0.1", dnsName: "-" },
  ]) {
    session.send({ id: 1, kind: "followServices", value });
    assert.equal(codeOf(await session.next()), "invalid");
  }
});
