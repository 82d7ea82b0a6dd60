/**
 * `npm run recording`: reads a running demo's output on standard input, and writes docs/demo.cast and docs/demo.svg.
 * Leaves out the build before the demo and what follows its last line. Writes nothing if the demo fails.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { asciicast, picture, type Said } from "./cast.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const FIRST = /^made a rack with pictl init/;
const LAST = /^demo: (.*)/;
const CAPTION = "make demo: three blank Pis become a Kubernetes cluster (a real run, four times as fast)";

const said: Said[] = [];
let began: number | undefined;
let end = "";
for await (const line of createInterface({ input: process.stdin })) {
  console.log(line);
  if (FIRST.test(line)) began = performance.now();
  if (began === undefined || end) continue;
  said.push({ at: (performance.now() - began) / 1000, line });
  end = LAST.exec(line)?.[1] ?? "";
}
if (/^ready (\d+)\/\1, nginx \1\/\1,/.test(end)) {
  writeFileSync(join(DOCS, "demo.cast"), asciicast(said, CAPTION));
  writeFileSync(join(DOCS, "demo.svg"), picture(said, CAPTION));
} else {
  console.error(
    `recording: nothing was written, since the demo did not end well: ${end || "it said nothing of its end"}`,
  );
  process.exitCode = 1;
}
