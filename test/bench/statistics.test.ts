import assert from "node:assert/strict";
import { test } from "node:test";
import { median, percentile } from "./statistics.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test("a percentile is a value of the sample, whatever its order", () => {
  assert.equal(percentile(hundred, 50), 50);
  assert.equal(percentile(hundred, 99), 99);
  assert.equal(percentile(hundred, 100), 100);
  assert.equal(percentile(hundred, 0), 1);
});

test("the 99th percentile of a small sample is its worst value", () => {
  assert.equal(percentile([3, 1, 2], 99), 3);
});

test("the median leaves one outlier out", () => {
  assert.equal(median([4, 5, 900]), 5);
});

test("there is no percentile of nothing", () => {
  assert.throws(() => percentile([], 50), /nothing/);
});
