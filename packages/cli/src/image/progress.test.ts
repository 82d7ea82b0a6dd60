import assert from "node:assert/strict";
import { test } from "node:test";
import { progressLine, showProgress, size } from "./progress.ts";

const GB = 1000 ** 3;

test("a line has part, size, rate and time left", () => {
  const work = { what: "writing", total: 3 * GB, done: 1.5 * GB, begun: 1_000 };
  const line = progressLine(work, 13_500);
  assert.equal(line, "writing  [#######-------]   50 %  1.50 GB of 3.00 GB  120 MB/s  0:13 left");
  assert.equal(
    progressLine({ ...work, done: 0 }, 1_000, { bar: false }),
    "writing  0 %  0 B of 3.00 GB  0 B/s  0:00 left",
  );
  assert.match(
    progressLine({ ...work, done: 4 * GB }, 90_000),
    /\[#{14}\] {2}100 % {2}4\.00 GB of 4\.00 GB .* 0:00 left$/,
  );
});

test("sizes are written as cards are sold", () => {
  assert.deepEqual([0, 999, 1_000, 41_943_040, 999_600_000, 31_914_983_424].map(size), [
    ...["0 B", "999 B", "1.00 kB", "41.9 MB", "1.00 GB", "31.9 GB"],
  ]);
});

/** What a person sees of 100 steps of 10 MB, one every half second. */
function shown({ terminal }: { terminal: boolean }) {
  const [drawn, noted]: [string[], string[]] = [[], []];
  let time = 0;
  const redraw = terminal ? (line: string) => drawn.push(line) : undefined;
  const progress = showProgress({ redraw, note: (line) => noted.push(line), columns: () => 40, now: () => time });
  progress.begin("writing", GB);
  for (let step = 0; step < 100; step++) {
    time += 500;
    progress.add(GB / 100);
  }
  progress.end();
  progress.end();
  return { drawn, noted };
}

test("on a terminal one line is redrawn within its width, and a summary stays", () => {
  const { drawn, noted } = shown({ terminal: true });
  assert.equal(drawn.length, 101);
  assert.equal(drawn.at(-1), "");
  for (const line of drawn) assert.ok(line.length < 40);
  assert.deepEqual(noted, ["writing: 1.00 GB in 0:50, 20.0 MB/s"]);
});

test("elsewhere there is a line every ten seconds", () => {
  const { drawn, noted } = shown({ terminal: false });
  assert.deepEqual(drawn, []);
  assert.equal(noted.length, 6);
  assert.equal(noted[1], "writing  40 %  400 MB of 1.00 GB  20.0 MB/s  0:30 left");
});
