import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Frame, memoryChannel, StepOutcome } from "@rackberry/protocol";
import { openDatabase } from "../../store/database.ts";
import { sqliteStore } from "../../store/sqlite-store.ts";
import { changeSignal } from "../base/change-signal.ts";
import { connect } from "../nodes/connection.ts";
import { type ManualClock, manualClock } from "../testing/manual-clock.ts";
import { BARE_GREETING } from "../testing/simulated-agent.ts";
import { send } from "./operation.ts";

const MINUTE = 60_000;
const COMMAND = { kind: "getOperation", value: { operationId: "apply-1" } } as const;

/** An operation of an agent whose words the test writes. */
async function setUp(path = ":memory:", clock: ManualClock = manualClock()) {
  const [near, far] = memoryChannel();
  const database = openDatabase(path);
  let transactions = 0;
  const counted = (write: typeof database.transaction) => (work: () => void) => {
    transactions++;
    write(work);
  };
  const counting = {
    ...database,
    transaction: counted(database.transaction),
    lazily: counted(database.lazily),
  };
  const store = sqliteStore(counting);
  const changed = changeSignal(clock);
  const connection = connect(near);
  far.send(BARE_GREETING);
  await connection.greeting;
  const commands: string[] = [];
  void (async () => {
    for await (const { kind } of far.frames) commands.push(kind);
  })();
  let ended = false;
  const session = {
    ...{ name: "node1", connection, progress: "" },
    link: {
      terminate: () => {
        ended = true;
      },
    } as never,
  };
  const outcome = send({ store, changed, clock }, session, { id: "apply-1", kind: "apply" }, COMMAND);
  outcome.catch(() => {});
  const say = (frame: Omit<Frame<"event" | "result">, "id">) => far.send({ ...frame, id: 1 } as Frame);
  let told = 0;
  const step = (outcome: number, name = "hosts") =>
    say({ kind: "event", value: { operationId: "apply-1", step: { step: name, outcome, atMs: told++ } } });
  const output = () => say({ kind: "event", value: { operationId: "apply-1" } });
  return {
    ...{ store, clock, changed, outcome, session, say, step, output, commands },
    transactions: () => transactions,
    isEnded: () => ended,
  };
}

test("however many steps are reported, they wait in memory, and are written in one transaction", async () => {
  const { store, step, transactions, clock, changed } = await setUp();
  const before = transactions();
  for (let one = 0; one < 400; one++) step(one % 2 === 0 ? StepOutcome.STARTED : StepOutcome.CHANGED);
  await clock.pass(0);
  assert.deepEqual([transactions(), store.steps(1_000).length, changed.count], [before, 200, 1]);
  assert.equal(store.writeSteps(), true);
  assert.deepEqual([transactions(), store.writeSteps()], [before + 1, false]);
  assert.equal(store.steps(1_000).length, 200);
});

test("more than 500 steps end the connection, with a sentence", async () => {
  const { outcome, step, isEnded, clock, store } = await setUp();
  for (let one = 0; one < 700; one++) step(StepOutcome.CHANGED);
  await assert.rejects(outcome, { code: "refused", message: /more than 500 steps, so its connection was closed/ });
  await clock.pass(0);
  assert.ok(isEnded());
  assert.equal(store.steps(1_000).length, 500);
});

test("what a result says is on the disk before anybody acts on it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "operation-"));
  try {
    const path = join(folder, "rack.db");
    const { outcome, step, say } = await setUp(path);
    step(StepOutcome.CHANGED, "swap");
    say({
      kind: "result",
      value: { operationId: "apply-1", steps: [{ step: "hosts", outcome: 2, atMs: 9 }], finished: {} },
    });
    await outcome;
    // As after a crash: nobody closed the first one.
    const other = sqliteStore(openDatabase(path));
    assert.deepEqual(
      other.steps(10).map((one) => one.step),
      ["swap", "hosts"],
    );
    other.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an operation that says nothing more is given up and told to stop, one that goes on is not", async () => {
  const { outcome, output, clock, commands } = await setUp();
  for (let half = 0; half < 4; half++) {
    output();
    await clock.pass(25 * MINUTE);
  }
  output();
  await clock.pass(31 * MINUTE);
  await assert.rejects(outcome, { code: "timeout", message: "the agent has not reported any progress for 30 minutes" });
  await new Promise(setImmediate);
  assert.deepEqual(commands, ["getOperation", "cancel"]);
});

test("an operation that never ends is given up however much it says", async () => {
  const { outcome, output, clock } = await setUp();
  for (let minutes = 0; minutes < 190; minutes += 10) {
    output();
    await clock.pass(10 * MINUTE);
  }
  await assert.rejects(outcome, { code: "timeout", message: "it did not end within 180 minutes" });
});

test("an operation that ended in time leaves nothing behind", async () => {
  const { outcome, say, clock, session } = await setUp();
  say({ kind: "result", value: { operationId: "apply-1", finished: {} } });
  assert.deepEqual(await outcome, { kind: "finished" });
  assert.equal(session.progress, "");
  await clock.pass(400 * MINUTE);
});
