import assert from "node:assert/strict";
import { test } from "node:test";
import { type Outcome, roomy, succeeded, verdict } from "./attack.ts";
import { lastLine, line, table } from "./report.ts";

const flood: Outcome = {
  ...{ of: "C1 21", id: "mdns-counts", title: "counts that lie" },
  figures: { agentCpu: 2.5, restarts: 0, adopted: 0.4 },
  limits: { agentCpu: 3, restarts: 0, adopted: 5 },
};

test("within all limits an attack is refused, and one figure beyond is a success", () => {
  assert.ok(!succeeded(flood));
  const hot = { ...flood, figures: { ...flood.figures, agentCpu: 84 } };
  assert.ok(succeeded(hot));
  assert.match(line(hot), /^SUCCESS .*agent 84 % of a core \(at most 3\)/);
  assert.equal(lastLine([flood, hot]), "attacks: 2 tried, 1 succeeded");
});

test("the short form has room for a busy machine, and none for what an attack gains", () => {
  const busy = { ...flood, figures: { ...flood.figures, agentCpu: 8 } };
  assert.ok(succeeded(busy));
  assert.ok(!succeeded(roomy(busy)));
  assert.ok(succeeded(roomy({ ...flood, figures: { ...flood.figures, agentCpu: 10 } })));
  assert.ok(succeeded(roomy({ ...flood, figures: { ...flood.figures, restarts: 1 } })));
});

test("a figure that was not measured is no proof of a defence", () => {
  assert.ok(succeeded({ ...flood, figures: { agentCpu: 1 } }));
  assert.ok(succeeded({ ...flood, figures: { ...flood.figures, adopted: Number.NaN } }));
});

test("what the attacker has in hand is said", () => {
  assert.match(line(verdict("C3 23", "claim", "a serial number", "init")), /SUCCESS .*gained 1.*init$/);
  assert.match(line(verdict("C3 23", "claim", "a serial number", false)), /^refused .*a serial number$/);
});

test("the table has the measured attacks only", () => {
  assert.equal(table([flood, verdict("1", "x", "y", false)]).length, 3);
});
