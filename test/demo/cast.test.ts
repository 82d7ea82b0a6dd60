import assert from "node:assert/strict";
import { test } from "node:test";
import { asciicast, picture } from "./cast.ts";

const SAID = [
  { at: 0, line: "made a rack" },
  { at: 2.345, line: `a & <b> ${"x ".repeat(100)}` },
];

test("an asciicast has a header, and an event for each line with its time", () => {
  const [header, ...events] = asciicast(SAID, "t").trim().split("\n");
  assert.deepEqual(JSON.parse(header ?? ""), { version: 2, width: 100, height: 24, title: "t" });
  assert.deepEqual(JSON.parse(events[0] ?? ""), [0, "o", "made a rack\r\n"]);
  const [at, kind, text] = JSON.parse(events[1] ?? "");
  assert.deepEqual([at, kind, text.length], [2.35, "o", 101]);
});

test("the picture shows each line from its time on, and what it says is no markup", () => {
  const svg = picture(SAID, "c");
  assert.match(svg, /<text [^>]*animation-name:l1">a &amp; &lt;b&gt; (?:x ){45}…<\/text>/);
  // 2.345 s, four times as fast, of as long as that and eight seconds.
  assert.match(svg, /@keyframes l1\{0%\{opacity:0\}6\.83%\{opacity:1\}\}/);
});

test("what does not fit on the screen scrolls", () => {
  const long = Array.from({ length: 30 }, (_, at) => ({ at, line: String(at) }));
  const steps = (svg: string) =>
    [...svg.matchAll(/%\{transform:translateY\((-\d+)px\)\}/g)].map(([, to]) => Number(to));
  assert.deepEqual(steps(picture(long, "")), [-18, -36, -54, -72, -90, -108]);
  assert.deepEqual(steps(picture(SAID, "")), []);
  // Who wants nothing to move sees the end.
  assert.match(picture(long, ""), /g\{transform:translateY\(-108px\);animation:scroll/);
});
