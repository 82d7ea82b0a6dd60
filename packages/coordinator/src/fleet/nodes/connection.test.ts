import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, memoryChannel, toFailure } from "@rackberry/protocol";
import { connect } from "./connection.ts";

function setUp() {
  const [near, far] = memoryChannel();
  const requests = far.frames[Symbol.asyncIterator]();
  return { connection: connect(near), far, next: async () => (await requests.next()).value };
}
const getFacts = { kind: "getFacts", value: {} } as const;

test("answers find their requests, whatever their order", async () => {
  const { connection, far, next } = setUp();
  const answers = Promise.all([connection.request(getFacts, "facts"), connection.request(getFacts, "facts")]);
  const [first, second] = [await next(), await next()];
  far.send({ id: second.id, kind: "facts", value: { hostname: "second" } });
  far.send({ id: first.id, kind: "facts", value: { hostname: "first" } });
  assert.deepEqual(
    (await answers).map((facts) => facts.hostname),
    ["first", "second"],
  );
});

test("the agent's failure is the request's", async () => {
  const { connection, far, next } = setUp();
  const answer = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "failure", value: toFailure(new AppError("busy", "operation x runs")) });
  await assert.rejects(answer, { code: "busy", message: "operation x runs" });
});

test("when the connection ends, what waits is told, and what comes later too", async () => {
  const { connection, far } = setUp();
  const answer = connection.request(getFacts, "facts");
  far.close();
  await assert.rejects(answer, { code: "disconnected" });
  await connection.ended;
  await assert.rejects(connection.request(getFacts, "facts"), { code: "disconnected" });
  await assert.rejects(connection.greeting, { code: "disconnected" });
});

test("an answer of another kind is refused", async () => {
  const { connection, far, next } = setUp();
  const answer = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "done", value: {} });
  await assert.rejects(answer, { code: "invalid" });
});

test("an agent that begins with anything but a greeting is not listened to", async () => {
  const { connection, far } = setUp();
  far.send({ id: 0, kind: "facts", value: {} });
  await assert.rejects(connection.greeting, { code: "invalid" });
});

test("a listener that fails ends its own request, and not the connection", async () => {
  const { connection, far, next } = setUp();
  const onFrame = () => {
    throw new Error("disk full");
  };
  const answer = connection.request({ kind: "followLog", value: {} }, "done", { onFrame });
  far.send({ id: (await next()).id, kind: "logLines", value: { lines: ["x"] } });
  await assert.rejects(answer, /disk full/);
  const facts = connection.request(getFacts, "facts");
  far.send({ id: (await next()).id, kind: "facts", value: { hostname: "still here" } });
  assert.equal((await facts).hostname, "still here");
});

test("a request without an answer ends with its deadline", async () => {
  const { connection } = setUp();
  await assert.rejects(connection.request(getFacts, "facts", { timeout: 10 }), { code: "timeout" });
});
