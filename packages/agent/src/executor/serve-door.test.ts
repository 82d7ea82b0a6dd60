import assert from "node:assert/strict";
import { test } from "node:test";
import { executorAt } from "../seam/ask-executor.ts";
import { memoryPipe, type Pipe } from "../seam/pipe.ts";
import type { Introduction } from "../seam/words.ts";
import { restOf } from "./rest.ts";
import { serveDoor } from "./serve-door.ts";

const INTRODUCTION: Introduction = { key: "k", certificate: "c", shortId: "12345678", state: "pending" };

function executor() {
  const warnings: string[] = [];
  const sessions: string[] = [];
  let open = 0;
  const serve = (pipe: Pipe) =>
    serveDoor(pipe, {
      journal: { warning: (sentence) => void warnings.push(sentence) },
      answers: {
        introduction: async () => INTRODUCTION,
        "node-facts": async () => Promise.reject(new Error("iptables is not there")),
      },
      serveSession: async (channel, keyingMaterial) => {
        sessions.push(keyingMaterial.toString("hex"));
        for await (const frame of channel.frames) channel.send({ id: frame.id, kind: "done", value: {} });
        channel.close();
      },
      rest: {
        begin: () => {
          open += 1;
          let isOver = false;
          return () => {
            open -= isOver ? 0 : 1;
            isOver = true;
          };
        },
      },
    });
  const connect = () => {
    const [near, far] = memoryPipe();
    void serve(far);
    return near;
  };
  return { warnings, sessions, connect, atWork: () => open };
}

test("the door is told who this agent is", async () => {
  const { connect, atWork } = executor();
  assert.deepEqual(await executorAt(connect).ask("introduction"), INTRODUCTION);
  assert.equal(atWork(), 0);
});

test("a question that fails is told in the journal, and the door hears that it stays without an answer", async () => {
  const { connect, warnings } = executor();
  await assert.rejects(executorAt(connect).ask("node-facts"), { code: "disconnected" });
  assert.match(warnings.join(), /iptables is not there/);
});

test("a session carries frames, and keeps nobody from going to rest", async () => {
  const { connect, sessions, atWork } = executor();
  const channel = executorAt(connect).open(Buffer.alloc(32, 0xab));
  channel.send({ id: 7, kind: "getFacts", value: {} });
  for await (const { id, kind } of channel.frames) {
    assert.deepEqual([id, kind], [7, "done"]);
    break;
  }
  assert.deepEqual([sessions, atWork()], [["ab".repeat(32)], 0]);
  channel.close();
});

test("what is no question is not answered", async () => {
  for (const words of [
    "",
    "{",
    "null",
    '{"ask":"key"}',
    '{"ask":"session"}',
    '{"ask":"session","keyingMaterial":"ab"}',
  ]) {
    const { connect, warnings, sessions, atWork } = executor();
    const pipe = connect();
    pipe.send(Buffer.from(words));
    for await (const answer of pipe.messages) assert.fail(Buffer.from(answer).toString());
    assert.equal(warnings.length, 1, words);
    assert.deepEqual([sessions, atWork()], [[], 0]);
  }
});

test("the executor rests once nothing is asked and nothing runs", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let isBusy = true;
  let rests = 0;
  const stop = new AbortController();
  const rest = restOf({ after: 100, isBusy: () => isBusy, onRest: () => rests++, signal: stop.signal });
  const [one, two] = [rest.begin(), rest.begin()];
  one();
  one();
  context.mock.timers.tick(1_000);
  assert.equal(rests, 0, "something is asked");
  two();
  context.mock.timers.tick(1_000);
  assert.equal(rests, 0, "an operation runs");
  isBusy = false;
  context.mock.timers.tick(99);
  rest.begin()();
  context.mock.timers.tick(99);
  assert.equal(rests, 0, "somebody came");
  context.mock.timers.tick(1);
  assert.equal(rests, 1);
  stop.abort();
});
