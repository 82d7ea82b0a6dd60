import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursText, isWithin, parseHours } from "./hours.ts";

const minute = (time: string) => parseHours(`${time}-${time === "00:00" ? "00:01" : "00:00"}`).from;

test("hours begin with their first minute and end before their last", () => {
  const hours = parseHours("02:00-05:00");
  const inside = ["02:00", "03:30", "04:59"];
  const outside = ["00:00", "01:59", "05:00", "23:59"];
  assert.ok(inside.every((time) => isWithin(hours, minute(time))));
  assert.ok(!outside.some((time) => isWithin(hours, minute(time))));
  assert.equal(hoursText(hours), "02:00-05:00");
});

test("hours may be over midnight", () => {
  const hours = parseHours("23:00-04:00");
  assert.deepEqual(
    ["22:59", "23:00", "00:00", "03:59", "04:00"].map((time) => isWithin(hours, minute(time))),
    [false, true, true, true, false],
  );
});

test("what is no time of a day is refused with an example", () => {
  for (const value of ["2-5", "02:00", "24:00-05:00", "02:60-05:00", "02:00-02:00", "always", 7]) {
    assert.throws(() => parseHours(value), { code: "invalid", message: /write it as 02:00-05:00/ }, String(value));
  }
});
