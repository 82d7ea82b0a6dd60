import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { cardProof, cardSecret, encode, type Frame, fromFailure, type Message, newCardId } from "@rackberry/protocol";
import { performSteps } from "./executor/perform.ts";
import { systemClock } from "./host/system-clock.ts";
import { SimulatedPi } from "./host/testing/simulated-pi.ts";
import { journal } from "./journal.ts";
import { sentFrame } from "./operations/testing/sent.ts";
import { coordinate, party, type TestCoordinator } from "./session/testing/loopback.ts";
import { type AgentOptions, startAgentOnLoopback } from "./testing/whole-agent.ts";

const coordinator = party();
const cardId = newCardId();
const secret = cardSecret(Buffer.alloc(32, 1), cardId, { role: "worker" });
const card = { version: 1, rack: "test", pin: coordinator.hash, cardId, cardSecret: secret.toString("hex") };

/** One life of the agent on a Pi: from start to `[Symbol.asyncDispose]`. */
async function start(pi: SimulatedPi, lines: string[] = [], perform = performSteps(pi, systemClock)) {
  const { port, stop } = await startAgentOnLoopback({
    ...{ host: pi, perform, journal: journal((line) => lines.push(line)), bootFolders: ["/boot/firmware", "/boot"] },
    upgrades: async () => assert.fail("nobody offers a new agent here"),
    followServices: async () => assert.fail("no cluster to look at here"),
  });
  return { port, [Symbol.asyncDispose]: stop };
}

const APPLY = sentFrame("apply");
const apply = (operationId: string): Frame => ({
  ...APPLY,
  id: 2,
  value: { ...APPLY.value, operationId, coordinatorClockMs: Date.now() },
});

async function resultOf(session: TestCoordinator, frame: Frame): Promise<Message<"result">> {
  session.send(frame);
  for (let answer = await session.next(); answer; answer = await session.next()) {
    if (answer.kind === "result") return answer.value;
    assert.equal(answer.kind, "event", JSON.stringify(answer));
  }
  assert.fail("the agent closed the connection");
}

test("a blank Pi is adopted, prepared with one reboot, and a second pass changes nothing", async () => {
  const pi = new SimulatedPi({ files: { "/boot/firmware/rackberry/card.json": JSON.stringify(card) } });
  const lines: string[] = [];
  {
    await using agent = await start(pi, lines);
    const session = await coordinate(agent.port, coordinator);
    await session.next();
    const proof = cardProof(secret, "coordinator", session.socket);
    session.send({ id: 1, kind: "adopt", value: { cardProof: proof, name: "node1" } });
    assert.equal((await session.next())?.kind, "adopted");
    const first = await resultOf(session, apply("apply-1"));
    assert.match(first.rebooting?.reason ?? "", /^memory-cgroup: /);
    // The result is sent first: a moment later the Pi goes down.
    for (let turn = 0; pi.state.boots < 2 && turn < 1_000; turn++) await setImmediate();
    session.websocket.terminate();
  }
  assert.equal(pi.state.boots, 2);
  {
    await using agent = await start(pi, lines);
    const session = await coordinate(agent.port, coordinator);
    const greeting = await session.next();
    assert.ok(greeting?.kind === "greeting" && greeting.value.adopted);
    session.send({ id: 1, kind: "welcome", value: { name: "node1" } });
    await session.next();
    const second = await resultOf(session, apply("apply-2"));
    assert.equal(second.failure, null, second.failure?.message ?? "");
    pi.changes.length = 0;
    const third = await resultOf(session, apply("apply-3"));
    assert.equal(third.changed, 0);
    assert.deepEqual(
      pi.changes.filter((what) => !what.startsWith("/run/pi-agent/")),
      [],
    );
    session.websocket.terminate();
  }
  const story = lines.join("");
  for (const sentence of [
    /waiting to be adopted/,
    /adopted as node1/,
    /continues after a reboot/,
    /belongs to the rack as node1/,
  ]) {
    assert.match(story, sentence);
  }
  assert.doesNotMatch(story, new RegExp(secret.toString("hex")));
});

test("an operation ends by a Cancel that is signed as it was, and by no other", async () => {
  const pi = new SimulatedPi({ files: { "/boot/firmware/rackberry/card.json": JSON.stringify(card) } });
  const begun = Promise.withResolvers<void>();
  const perform: AgentOptions["perform"] = async (_, __, ___, stop) => {
    begun.resolve();
    await once(stop, "abort");
    throw stop.reason;
  };
  await using agent = await start(pi, [], perform);
  const session = await coordinate(agent.port, coordinator);
  await session.next();
  const proof = cardProof(secret, "coordinator", session.socket);
  session.send({ id: 1, kind: "adopt", value: { cardProof: proof, name: "node1" } });
  await session.next();
  session.send(apply("apply-1"));
  await begun.promise;
  session.websocket.send(encode({ id: 2, kind: "cancel", value: {} }));
  const refused = await session.next();
  assert.ok(refused?.id === 2 && refused.kind === "failure");
  assert.equal(fromFailure(refused.value).code, "unauthenticated");
  session.send({ id: 3, kind: "getFacts", value: {} });
  const facts = await session.next();
  assert.equal(facts?.kind === "facts" && facts.value.operationId, "apply-1");
  session.send({ id: 2, kind: "cancel", value: {} });
  const result = await session.next();
  assert.ok(result?.id === 2 && result.kind === "result");
  assert.equal(fromFailure(result.value.failure ?? {}).code, "cancelled");
  session.websocket.terminate();
});

test("a Pi without a card starts, listens, and says what to do", async () => {
  const lines: string[] = [];
  await using agent = await start(new SimulatedPi(), lines);
  assert.ok(agent.port > 0);
  assert.match(lines.join(""), /<4>this Pi has no card, so it obeys nobody: .*pictl card.*pi-agent trust PIN/);
});
