import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, StepOutcome } from "@rackberry/protocol";
import { manualClock } from "../testing/manual-clock.ts";
import { simulatedRack } from "../testing/simulated-rack.ts";
import { watchNights } from "./nightly.ts";
import { noticesOf } from "./notices.ts";
import { rackControl } from "./rack-view.ts";

test("what drifted is told in status and plan, and gone from both when the next night finds nothing", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  worker.wouldChange = [{ step: "swap", outcome: StepOutcome.WOULD_CHANGE, sentence: "turn swap off" }];
  await rack.night();
  const [notice = "", ...others] = noticesOf(rack.fleet);
  assert.match(notice, /^nightly check \(\d{4}-\d\d-\d\d, \d\d:\d\d\): node1 differed from rack\.yaml \(swap\)/);
  assert.deepEqual(others, []);
  const control = rackControl(rack.fleet);
  assert.ok(control.status().notices.includes(notice));
  assert.ok((await control.plan()).notices.includes(notice));
  worker.wouldChange = [{ step: "swap", outcome: StepOutcome.OK, sentence: "there is none, which is a note" }];
  await rack.night();
  assert.deepEqual(noticesOf(rack.fleet), []);
});

test("a node that cannot be asked is told too, and the others are looked at", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  worker.failNext.set("apply", new AppError("refused", "the card is read-only"));
  await rack.night();
  assert.deepEqual(
    noticesOf(rack.fleet).map((notice) => notice.replace(/\(.*?\)/, "")),
    ["nightly check : node1 could not be asked: the card is read-only"],
  );
});

test("the calendar begins when the clock is right, and ends with the coordinator", async () => {
  const manual = manualClock();
  let offset = -manual.now();
  const clock = { ...manual, now: () => manual.now() + offset };
  const begun: string[] = [];
  let life: AbortSignal | undefined;
  const calendar = {
    at(times: string, _: () => Promise<void>, signal: AbortSignal) {
      begun.push(times);
      life = signal;
    },
  };
  await using rack = await simulatedRack();
  const stop = new AbortController();
  const watching = watchNights({ ...rack.fleet, clock, calendar }, stop.signal);
  await clock.pass(10 * 60_000);
  assert.deepEqual(begun, []);
  offset = Date.parse("2026-06-01") - manual.now();
  await clock.pass(60_000);
  await watching;
  assert.deepEqual(begun, ["30 3 * * *"]);
  assert.equal(life, stop.signal);
});
