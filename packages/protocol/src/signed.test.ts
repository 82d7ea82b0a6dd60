import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { test } from "node:test";
import { type Channel, memoryChannel } from "./channel.ts";
import { believing, signing } from "./signed.ts";
import { keyHashOf } from "./trust.ts";
import { encode, type Frame, fromFailure } from "./wire.ts";

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pinned = newKey();
const command = (id: number): Frame => ({ id, kind: "reset", value: { operationId: `reset-${id}` } });

/** A coordinator, somebody in between who sees and changes each of its frames, and the executor. */
function line(key: KeyObject, between: (frame: Frame, pass: (frame: Frame) => void) => void) {
  const [coordinator, near] = memoryChannel();
  const [far, executor] = memoryChannel();
  const obeyed: Frame[] = [];
  const refused: string[] = [];
  const believed = believing(executor, {
    pin: () => keyHashOf(pinned),
    onRefused: (error) => refused.push(error.message),
  });
  const signed = signing(coordinator, key);
  const pump = async (from: AsyncIterable<Frame>, take: (frame: Frame) => void) => {
    for await (const frame of from) take(frame);
  };
  void pump(near.frames, (frame) => between(frame, (altered) => far.send(altered)));
  void pump(far.frames, (frame) => near.send(frame));
  const heard: Frame[] = [];
  const listening = pump(signed.frames, (frame) => frame.kind !== "challenge" && heard.push(frame));
  const over = pump(believed.frames, (frame) => obeyed.push(frame)).finally(() => executor.close());
  /** What has become of the commands once all of them have arrived, or the first was refused. */
  const end = async () => {
    await new Promise(setImmediate);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    far.close();
    await over;
    near.close();
    await listening;
    return { obeyed: obeyed.map(({ id }) => id), kinds: obeyed.map(codeOf), refused, codes: heard.map(codeOf) };
  };
  return { signed, far, end };
}
const codeOf = (frame: Frame) => (frame.kind === "failure" ? fromFailure(frame.value).code : frame.kind);

type Between = Parameters<typeof line>[1];
async function sent(count: number, between: Between, key = pinned) {
  const { signed, end } = line(key, between);
  for (let id = 1; id <= count; id++) signed.send(command(id));
  return end();
}
const honest: Between = (frame, pass) => pass(frame);

test("commands wait for the challenge, and are believed in their order", async () => {
  const { obeyed, refused, codes } = await sent(3, honest);
  assert.deepEqual([obeyed, refused, codes], [[1, 2, 3], [], []]);
});

test("a key that is not the pin's commands nothing", async () => {
  const { obeyed, refused, codes } = await sent(2, honest, newKey());
  assert.deepEqual([obeyed, codes], [[], ["unauthenticated"]]);
  assert.match(refused.join(), /^command refused: it is signed with the key [0-9a-f]{16}…/);
});

const publicKey = createPublicKey(pinned).export({ type: "spki", format: "der" });
/** What somebody in between may do with the first signed frame, and what the executor says to it. */
const ATTACKS: Readonly<Record<string, readonly [(signed: Frame<"signed">) => readonly Frame[], RegExp]>> = {
  "takes the signature off": [() => [command(1)], /the reset command is not signed/],
  "alters the command": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, frame: encode(command(2)) } }],
    /does not match the command/,
  ],
  "alters the signature": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, signature: Buffer.alloc(70, 1) } }],
    /does not match the command/,
  ],
  "leaves the signature empty": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, signature: null } }],
    /incomplete/,
  ],
  "names the pin's key for a signature of its own": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, publicKey, signature: Buffer.alloc(64) } }],
    /does not match the command/,
  ],
  "sends what is no key": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, publicKey: Buffer.alloc(91) } }],
    /public key cannot be read/,
  ],
  "sends a key of another kind": [
    ({ id, kind, value }) => {
      const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
      return [{ id, kind, value: { ...value, publicKey: other } }];
    },
    /not of the pin's kind/,
  ],
  "gives the command a later number": [
    ({ id, kind, value }) => [{ id, kind, value: { ...value, counter: 2 } }],
    /number is 2, but 1 is expected/,
  ],
};

for (const [what, [altered, why]] of Object.entries(ATTACKS)) {
  test(`who sits in between and ${what} commands nothing`, async () => {
    const { obeyed, refused, codes } = await sent(1, (frame, pass) => {
      for (const one of frame.kind === "signed" ? altered(frame) : [frame]) pass(one);
    });
    assert.deepEqual([obeyed, codes], [[], ["unauthenticated"]]);
    assert.match(refused.join(), why);
  });
}

test("a command that is said twice is done once, and ends it", async () => {
  const { obeyed, refused } = await sent(2, (frame, pass) => {
    pass(frame);
    pass(frame);
  });
  assert.deepEqual(obeyed, [1]);
  assert.match(refused.join(), /number is 1, but 2 is expected/);
});

test("a command that is left out, or comes too early, ends it", async () => {
  const dropped = await sent(3, (frame, pass) => {
    if (frame.id !== 2) pass(frame);
  });
  assert.deepEqual(dropped.obeyed, [1]);
  assert.match(dropped.refused.join(), /number is 3, but 2 is expected/);
  const kept: Frame[] = [];
  const swapped = await sent(2, (frame, pass) => {
    kept.unshift(frame);
    if (kept.length === 2) for (const one of kept) pass(one);
  });
  assert.deepEqual(swapped.obeyed, []);
  assert.match(swapped.refused.join(), /number is 2, but 1 is expected/);
});

test("a command of another channel is not believed, though its number is right", async () => {
  let recorded: Frame | undefined;
  await sent(1, (frame, pass) => {
    recorded = frame;
    pass(frame);
  });
  const { far, end } = line(pinned, honest);
  assert.ok(recorded);
  far.send(recorded);
  const { obeyed, refused } = await end();
  assert.deepEqual(obeyed, []);
  assert.match(refused.join(), /is from another session/);
});

test("what the agent does without root's rights goes unsigned", async () => {
  const seen: string[] = [];
  const { signed, end } = line(pinned, (frame) => seen.push(frame.kind));
  signed.send({ id: 1, kind: "followServices", value: {} });
  signed.send({ id: 0, kind: "farewell", value: {} });
  await end();
  assert.deepEqual(seen, ["followServices", "farewell"]);
});

test("a Cancel is signed if its request was", async () => {
  const seen: (string | number)[][] = [];
  const { signed, end } = line(pinned, (frame, pass) => {
    seen.push([frame.kind, frame.id]);
    if (frame.kind === "signed") pass(frame);
  });
  for (const id of [1, 2]) signed.send({ id, kind: "followServices", value: {} });
  signed.send(command(3));
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  for (const id of [1, 3]) signed.send({ id, kind: "cancel", value: {} });
  const { kinds, refused } = await end();
  assert.deepEqual(seen, [
    ["followServices", 1],
    ["followServices", 2],
    ["signed", 3],
    ["cancel", 1],
    ["signed", 3],
  ]);
  assert.deepEqual([kinds, refused], [["reset", "cancel"], []]);
});

test("a Cancel without a signature is not believed: the command that it names goes on", async () => {
  const { kinds, refused, codes } = await sent(1, (frame, pass) => {
    pass(frame);
    pass({ id: frame.id, kind: "cancel", value: {} });
  });
  assert.deepEqual([kinds, codes], [["reset"], ["unauthenticated"]]);
  assert.match(refused.join(), /the cancel command is not signed/);
});

test("what is given up before there is a challenge is never sent", async () => {
  const { signed, end } = line(pinned, honest);
  for (const id of [1, 2]) signed.send(command(id));
  signed.send({ id: 1, kind: "cancel", value: {} });
  const { obeyed, kinds } = await end();
  assert.deepEqual([obeyed, kinds], [[2], ["reset"]]);
});

test("an executor at rest is woken once, and what was said meanwhile is signed for the new one", async () => {
  const [coordinator, agent] = memoryChannel();
  const signed = signing(coordinator, pinned);
  const hearing = (async () => {
    for await (const { kind } of signed.frames) assert.equal(kind, "challenge");
  })();
  const arrived = agent.frames[Symbol.asyncIterator]();
  const next = async () => (await arrived.next()).value as Frame;
  const challenge = (byte?: number): Parameters<Channel["send"]>[0] => ({
    ...({ id: 0, kind: "challenge" } as const),
    value: byte === undefined ? {} : { nonce: Buffer.alloc(32, byte) },
  });
  agent.send(challenge(1));
  signed.send(command(1));
  assert.equal((await next()).kind, "signed");
  agent.send(challenge());
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  signed.send(command(2));
  signed.send(command(3));
  assert.equal((await next()).kind, "getChallenge");
  agent.send(challenge(2));
  const numbers = [await next(), await next()].map((frame) => frame.kind === "signed" && frame.value.counter);
  assert.deepEqual(numbers, [1, 2]);
  agent.close();
  await hearing;
});
