import assert from "node:assert/strict";
import { test } from "node:test";
import { type Channel, memoryChannel } from "@rackberry/protocol";
import { connect } from "./connection.ts";
import { journalOf } from "./node-log.ts";

/** An agent's end that has ten lines and counts who follows. */
function agent(channel: Channel) {
  const followed: number[] = [];
  void (async () => {
    for await (const { id, kind, value } of channel.frames) {
      if (kind !== "followLog") continue;
      if (value.follow) followed.push(id);
      const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`).slice(10 - (value.lines ?? 0));
      if (lines.length > 0) channel.send({ id, kind: "logLines", value: { lines } });
      if (!value.follow) channel.send({ id, kind: "done", value: {} });
    }
  })();
  return {
    followed,
    print: (...lines: string[]) => {
      for (const id of followed) channel.send({ id, kind: "logLines", value: { lines } });
    },
  };
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

function setUp() {
  const [near, far] = memoryChannel();
  return { session: { connection: connect(near), followers: undefined }, agent: agent(far), far };
}

test("the last lines come, and that is all", async () => {
  const { session } = setUp();
  const lines = await all(journalOf(session, { follow: false, lines: 2 }, new AbortController().signal));
  assert.deepEqual(lines, ["line 8", "line 9"]);
});

test("a follower gets the last lines and then the new ones, each once", async () => {
  const { session, agent } = setUp();
  const stop = new AbortController();
  const lines: string[] = [];
  for await (const line of journalOf(session, { follow: true, lines: 1 }, stop.signal)) {
    lines.push(line);
    if (line === "line 9") agent.print("line 9", "new");
    if (line === "new") stop.abort();
  }
  assert.deepEqual(lines, ["line 9", "new"]);
});

test("however many follow, the agent is asked once", async () => {
  const { session, agent } = setUp();
  for (let round = 0; round < 40; round++) {
    const stop = new AbortController();
    for await (const line of journalOf(session, { follow: true, lines: 1 }, stop.signal)) if (line) stop.abort();
  }
  assert.equal(agent.followed.length, 1);
});

test("a follower is told that the agent went away", async () => {
  const { session, far } = setUp();
  const lines = journalOf(session, { follow: true, lines: 0 }, new AbortController().signal);
  const reading = all(lines);
  far.close();
  await assert.rejects(reading, { code: "disconnected" });
});
