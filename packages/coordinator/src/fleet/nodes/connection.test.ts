import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, type Frame, memoryChannel, toFailure } from "@rackberry/protocol";
import { BARE_GREETING } from "../testing/simulated-agent.ts";
import { connect } from "./connection.ts";

function fresh() {
  const [near, far] = memoryChannel();
  const requests = far.frames[Symbol.asyncIterator]();
  return { connection: connect(near), far, next: async () => (await requests.next()).value };
}

/** With an agent that has greeted, and knows everything. */
async function setUp(greeting = BARE_GREETING) {
  const all = fresh();
  all.far.send(greeting);
  await all.connection.greeting;
  return all;
}
const getFacts = { kind: "getFacts", value: {} } as const;

test("answers find their requests, whatever their order", async () => {
  const { connection, far, next } = await setUp();
  const answers = Promise.all([connection.request(getFacts, "facts"), connection.request(getFacts, "facts")]);
  const [first, second] = [await next(), await next()];
  far.send({ id: second.id, kind: "facts", value: { bootId: "second" } });
  far.send({ id: first.id, kind: "facts", value: { bootId: "first" } });
  assert.deepEqual(
    (await answers).map((facts) => facts.bootId),
    ["first", "second"],
  );
});

test("the agent's failure is the request's", async () => {
  const { connection, far, next } = await setUp();
  const answer = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "failure", value: toFailure(new AppError("busy", "operation x runs")) });
  await assert.rejects(answer, { code: "busy", message: "operation x runs" });
});

test("when the connection ends, what waits is told, and what comes later too", async () => {
  const { connection, far } = await setUp();
  const answer = connection.request(getFacts, "facts");
  far.close();
  await assert.rejects(answer, { code: "disconnected" });
  await connection.ended;
  await assert.rejects(connection.request(getFacts, "facts"), { code: "disconnected" });
});

test("without a greeting nothing is asked", async () => {
  const { connection, far } = fresh();
  await assert.rejects(connection.request(getFacts, "facts"), { code: "unimplemented" });
  far.close();
  await assert.rejects(connection.greeting, { code: "disconnected" });
});

test("an operation tells of its steps before its end, also when nobody listens, as a plan does not", async () => {
  const { connection, far, next } = await setUp();
  const apply = { kind: "apply", value: { operationId: "a", dryRun: true } } as const;
  for (const onEvent of [undefined, () => {}]) {
    const answer = connection.request(apply, "result", { onEvent });
    const { id } = await next();
    far.send({ id, kind: "event", value: {} });
    far.send({ id, kind: "result", value: { operationId: "a" } });
    assert.equal((await answer).operationId, "a");
  }
});

test("an answer of another kind is refused", async () => {
  const { connection, far, next } = await setUp();
  const answer = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "done", value: {} });
  await assert.rejects(answer, { code: "invalid" });
});

test("an agent that begins with anything but a greeting is not listened to", async () => {
  const { connection, far } = fresh();
  far.send({ id: 0, kind: "facts", value: {} });
  await assert.rejects(connection.greeting, { code: "invalid" });
});

test("a challenge comes unasked, whenever the agent likes; nothing else without a request does", async () => {
  const { connection, far, next } = await setUp();
  far.send({ id: 0, kind: "challenge", value: { nonce: Buffer.alloc(32) } });
  far.send({ id: 0, kind: "challenge", value: {} });
  const answer = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "facts", value: {} });
  await answer;
  far.send({ id: 0, kind: "facts", value: {} });
  assert.match((await connection.ended).message, /the agent was not asked for its facts/);
});

test("a challenge in place of a greeting, or with the number of a request that was never made, ends it", async () => {
  const early = fresh();
  early.far.send({ id: 0, kind: "challenge", value: {} });
  await assert.rejects(early.connection.greeting, { code: "invalid" });
  const { connection, far } = await setUp();
  far.send({ id: 7, kind: "challenge", value: {} });
  assert.match((await connection.ended).message, /the agent was not asked for its challenge/);
});

test("an agent that sends nothing but challenges is cut off", async () => {
  const { connection, far } = await setUp();
  for (let count = 0; count < 13_000; count++) {
    far.send({ id: 0, kind: "challenge", value: {} });
    if (count % 500 === 0) await new Promise(setImmediate);
  }
  assert.match((await connection.ended).message, /more messages than an agent should/);
});

test("a listener that fails ends its own request, and not the connection", async () => {
  const { connection, far, next } = await setUp();
  const onNews = () => {
    throw new Error("disk full");
  };
  const answer = connection.follow({ kind: "followLog", value: {} }, onNews, {});
  const { id } = await next();
  far.send({ id, kind: "logLines", value: { lines: ["x"] } });
  await assert.rejects(answer, /disk full/);
  const facts = connection.request(getFacts, "facts");
  const cancel = await next();
  assert.deepEqual([cancel.id, cancel.kind], [id, "cancel"]);
  far.send({ id: (await next()).id, kind: "facts", value: { bootId: "still here" } });
  assert.equal((await facts).bootId, "still here");
});

test("what is followed is told until it is enough; then the agent hears so, and what it still says is nobody's", async () => {
  const { connection, far, next } = await setUp();
  const enough = new AbortController();
  const told: unknown[] = [];
  const { signal } = enough;
  const following = connection.follow({ kind: "followLog", value: {} }, ({ lines }) => told.push(lines), { signal });
  const { id } = await next();
  for (const line of ["a", "b"]) far.send({ id, kind: "logLines", value: { lines: [line] } });
  while (told.length < 2) await new Promise(setImmediate);
  enough.abort(new AppError("cancelled", "enough"));
  await assert.rejects(following, { code: "cancelled" });
  const cancel = await next();
  assert.deepEqual([cancel.id, cancel.kind], [id, "cancel"]);
  far.send({ id, kind: "logLines", value: { lines: ["c"] } });
  far.send({ id, kind: "done", value: {} });
  const facts = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "facts", value: {} });
  await facts;
  assert.deepEqual(told, [["a"], ["b"]]);
});

test("what was answered is not cancelled", async () => {
  const { connection, far, next } = await setUp();
  const late = new AbortController();
  const answer = connection.request(getFacts, "facts", { signal: late.signal });
  far.send({ id: (await next()).id, kind: "facts", value: {} });
  await answer;
  late.abort();
  connection.request(getFacts, "facts").catch(() => {});
  assert.equal((await next()).kind, "getFacts");
});

test("an agent is never sent what it does not know, and the sentence says what to do", async () => {
  const { connection, next } = await setUp({ id: 0, kind: "greeting", value: { requests: ["getFacts"] } });
  const mirror = connection.request({ kind: "mirror", value: { operationId: "mirror-1" } }, "result");
  await assert.rejects(mirror, {
    code: "unimplemented",
    message: "its agent is too old for the rack's mirror: pictl upgrade",
  });
  assert.deepEqual([...connection.lacking], ["mirror"]);
  connection.request(getFacts, "facts").catch(() => {});
  assert.equal((await next()).kind, "getFacts");
});

const unasked: readonly [what: string, frame: Frame, words: RegExp][] = [
  ["a second greeting", BARE_GREETING, /the agent was not asked for its greeting/],
  ["an answer to nothing", { id: 9, kind: "done", value: {} }, /the agent was not asked for its done/],
  ["why it gives up", { id: 0, kind: "failure", value: toFailure(new AppError("clock", "no clock")) }, /^no clock$/],
];
for (const [what, frame, words] of unasked) {
  test(`an agent that says ${what} is not listened to any longer, and that is said`, async () => {
    const { connection, far } = await setUp();
    far.send(frame);
    const { message, cause } = await connection.ended;
    assert.match(message, words);
    assert.ok(cause instanceof AppError);
  });
}

test("a request without an answer ends with its deadline", async () => {
  const { connection } = await setUp();
  await assert.rejects(connection.request(getFacts, "facts", { timeout: 10 }), { code: "timeout" });
});
