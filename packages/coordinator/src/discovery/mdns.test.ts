import assert from "node:assert/strict";
import { test } from "node:test";
import { askEvery } from "./mdns.ts";

/** Answers that every agent hears in a minute. */
const heard = (known: number) => known * (60_000 / askEvery({ isMissing: true, known }));

test("while one Pi is away, an agent hears no more answers in a rack of a hundred than in one of ten", () => {
  assert.equal(heard(30), heard(10));
  assert.equal(heard(100), heard(10));
});

test("a small rack is asked every three seconds while somebody is missing, and every minute when nobody is", () => {
  assert.equal(askEvery({ isMissing: true, known: 0 }), 3_000);
  assert.equal(askEvery({ isMissing: true, known: 10 }), 3_000);
  assert.equal(askEvery({ isMissing: false, known: 100 }), 60_000);
  assert.equal(askEvery({ isMissing: true, known: 1_000 }), 60_000);
});
