import assert from "node:assert/strict";
import { test } from "node:test";
import { systemCalendar } from "./calendar.ts";

test("the calendar calls at its times, not again while the task runs, and ends with the signal", async () => {
  const stop = new AbortController();
  const called = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let calls = 0;
  const task = () => {
    calls++;
    called.resolve();
    return end.promise;
  };
  systemCalendar.at("* * * * * *", task, stop.signal);
  await called.promise;
  // Another one beside it shows that the next second has come.
  const next = Promise.withResolvers<void>();
  systemCalendar.at("* * * * * *", async () => next.resolve(), stop.signal);
  await next.promise;
  assert.equal(calls, 1);
  end.resolve();
  stop.abort();
});

test("a life that is over has no calendar", () => {
  systemCalendar.at("* * * * * *", () => Promise.reject(new Error("called")), AbortSignal.abort());
});
