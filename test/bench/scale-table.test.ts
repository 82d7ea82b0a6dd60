import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "./figure.ts";
import { type Growth, type Scale, scaleFigures, scaleTable } from "./scale-table.ts";

/** A rack whose coordinator does exactly so much for each node. */
const linear = (nodes: number): Growth => ({
  ...{ ready: nodes / 10, cpu: nodes / 50, peak: 100 + nodes, commands: 9 * nodes, applies: 3 * nodes },
  ...{ hostsWritten: 2 * nodes, writes: 30 * nodes, database: 100 * nodes },
});

const scale = (nodes: number, oneByOne: Partial<Growth> = {}): Scale => ({
  nodes,
  ...{ atOnce: linear(nodes), restCpu: nodes / 10_000, oneByOne: { ...linear(nodes), ...oneByOne } },
});

const line = (lines: readonly string[], beginning: string) =>
  lines.find((one) => one.startsWith(beginning))?.split(/\s{2,}/);

test("the table has a column for each size and one for a node's share of it", () => {
  const lines = scaleTable([scale(3), scale(30)], []);
  assert.deepEqual(line(lines, "how it scales"), ["how it scales: nodes", "3", "30", "a node of 3", "a node of 30"]);
  assert.deepEqual(line(lines, "at once: commands"), ["at once: commands to agents", "27", "270", "9.0", "9.0"]);
  assert.deepEqual(line(lines, "at rest"), ["at rest: processor, ms/s", "0.3", "3.0", "0.10", "0.10"]);
  assert.equal(line(lines, "booted"), undefined);
});

test("every line of the table is as long as its head, and the words below say what is simulated", () => {
  const [head = "", ...lines] = scaleTable([scale(3), scale(10)], []);
  const rows = lines.filter((one) => /\d$/.test(one));
  assert.equal(rows.length, 15);
  for (const row of rows) assert.equal(row.length, head.length);
  assert.match(lines.join(" "), /simulated.*without boot, apt, kubeadm and Kubernetes/);
});

test("racks that booted in the same run stand beside the simulated ones of their size", () => {
  const lines = scaleTable([scale(3), scale(10), scale(30)], [{ nodes: 10, ours: 80 }]);
  assert.deepEqual(line(lines, "booted")?.slice(1), ["-", "80.0", "-", "-", "8.0", "-"]);
});

test("what grows like the rack is within its budget, what grows like its square is over", () => {
  const scales = [scale(3), scale(10, { hostsWritten: 10 * 10 }), scale(30, { hostsWritten: 30 * 30 })];
  const over = scaleFigures(scales).filter((figure) => verdict(figure) === "over");
  assert.deepEqual(
    over.map(({ what, value }) => [what, value]),
    [["a node of 30 : of 10, one by one: hosts files written", 3]],
  );
});

test("one size alone says nothing about growth", () => {
  assert.deepEqual(scaleFigures([scale(3)]), []);
});
