import assert from "node:assert/strict";
import { test } from "node:test";
import { type Figure, least, most, verdict, written } from "./figure.ts";
import { reportJson, reportTable, summary } from "./report.ts";

const FIGURES: readonly Figure[] = [
  { what: "agent, start to listening (n 15), p50", value: 83.25, unit: "ms", budget: most(120) },
  { what: "three tasks, Ansible : ours", value: 31.5, unit: "×", budget: least(50) },
  { what: "Ansible, three tasks", value: 23.04, unit: "s" },
];

test("a figure is within its budget up to the budget itself", () => {
  assert.equal(verdict({ value: 120, budget: most(120) }), "within");
  assert.equal(verdict({ value: 120.1, budget: most(120) }), "over");
  assert.equal(verdict({ value: 50, budget: least(50) }), "within");
  assert.equal(verdict({ value: 49, budget: least(50) }), "over");
  assert.equal(verdict({ value: 49 }), "");
});

test("numbers are written as precisely as they are worth reading", () => {
  assert.equal(written(0.4219, "ms"), "0.422 ms");
  assert.equal(written(83.25, "ms"), "83.3 ms");
  assert.equal(written(2_345.6, "ms"), "2346 ms");
  assert.equal(written(250, "KB"), "250 KB");
  assert.equal(written(2.5, "/s"), "2.50/s");
  assert.equal(written(0, "B"), "0 B");
});

test("the table says what, measured, budget and verdict in columns", () => {
  assert.deepEqual(reportTable(FIGURES), [
    "what                                   measured  budget    verdict",
    "agent, start to listening (n 15), p50   83.3 ms  ≤ 120 ms  within",
    "three tasks, Ansible : ours               31.5×  ≥ 50×     over",
    "Ansible, three tasks                     23.0 s",
  ]);
  assert.equal(summary(FIGURES), "1 within, 1 over");
});

test("JSON carries the numbers, not the words", () => {
  const { figures, machine, seconds } = JSON.parse(
    reportJson(FIGURES, { machine: "2 cores", seconds: 182, scale: [] }),
  );
  assert.deepEqual({ machine, seconds }, { machine: "2 cores", seconds: 182 });
  assert.deepEqual(figures[1], { ...FIGURES[1], verdict: "over" });
  assert.deepEqual(figures[2], FIGURES[2]);
});
