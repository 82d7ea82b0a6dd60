import assert from "node:assert/strict";
import { test } from "node:test";
import { type Channel, memoryChannel } from "@rackberry/protocol";
import { BARE_GREETING } from "../testing/simulated-agent.ts";
import { connect } from "./connection.ts";
import { journalOf } from "./node-log.ts";

/** An agent's end that has ten lines and knows who follows. */
function agent(channel: Channel) {
  const following = new Set<number>();
  void (async () => {
    for await (const { id, kind, value } of channel.frames) {
      if (kind === "cancel") following.delete(id);
      if (kind !== "followLog") continue;
      if (value.follow) following.add(id);
      const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`).slice(10 - (value.lines ?? 0));
      if (lines.length > 0) channel.send({ id, kind: "logLines", value: { lines } });
      if (!value.follow) channel.send({ id, kind: "done", value: {} });
    }
  })();
  return {
    following,
    print: (...lines: string[]) => {
      for (const id of following) channel.send({ id, kind: "logLines", value: { lines } });
    },
  };
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

async function setUp() {
  const [near, far] = memoryChannel();
  const connection = connect(near);
  far.send(BARE_GREETING);
  await connection.greeting;
  return { session: { connection }, agent: agent(far), far };
}

test("the last lines come, and that is all", async () => {
  const { session } = await setUp();
  const lines = await all(journalOf(session, { follow: false, lines: 2 }, new AbortController().signal));
  assert.deepEqual(lines, ["line 8", "line 9"]);
});

test("a follower gets the last lines and then the new ones", async () => {
  const { session, agent } = await setUp();
  const stop = new AbortController();
  const lines: string[] = [];
  for await (const line of journalOf(session, { follow: true, lines: 1 }, stop.signal)) {
    lines.push(line);
    if (line === "line 9") agent.print("new");
    if (line === "new") stop.abort();
  }
  assert.deepEqual(lines, ["line 9", "new"]);
});

test("however many have followed, the agent reads its journal for nobody when they have gone, with a word or without", async () => {
  const { session, agent } = await setUp();
  for (let round = 0; round < 40; round++) {
    const stop = new AbortController();
    for await (const line of journalOf(session, { follow: true, lines: 1 }, stop.signal)) {
      assert.equal(line, "line 9");
      if (round % 2 === 0) break;
      stop.abort();
    }
  }
  await new Promise(setImmediate);
  assert.equal(agent.following.size, 0);
});

test("an agent that sends more than it was asked for is not read any further", async () => {
  const { session, far } = await setUp();
  const reading = all(journalOf(session, { follow: false, lines: 0 }, new AbortController().signal));
  far.send({ id: 1, kind: "logLines", value: { lines: Array.from({ length: 200 }, () => "x") } });
  await assert.rejects(reading, { code: "invalid" });
});

test("a follower is told that the agent went away", async () => {
  const { session, far } = await setUp();
  const lines = journalOf(session, { follow: true, lines: 0 }, new AbortController().signal);
  const reading = all(lines);
  far.close();
  await assert.rejects(reading, { code: "disconnected" });
});
