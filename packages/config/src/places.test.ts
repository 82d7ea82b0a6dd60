import assert from "node:assert/strict";
import { test } from "node:test";
import { httpUrl, imageRepository, registryHost } from "./places.ts";
import { nodeName } from "./rack-words.ts";

const TABLE: readonly (readonly [
  parse: (value: unknown) => string,
  good: readonly string[],
  bad: readonly string[],
])[] = [
  [
    httpUrl,
    ["https://pkgs.k8s.io/core:/stable:/v1.36/deb/", "http://10.0.0.2:5000", "http://[fd00::2]:80/x", "http://h"],
    [
      ...[
        "http://:/",
        "http://]]]/",
        "http://h:0/",
        "http://h:99999/",
        "http://a..b/",
        "http://1.2.3/",
        "http://[:::]/",
        "http://0x7f000001/",
        "http://h.0x7f/",
        "http://h/%",
        "http://h/%zz",
      ],
      ...["ftp://x/", "http://a b/", "http://u@h/", "http://h/\nx", "-http://h", "http://h/?a=b", "http://h/#a", ""],
    ],
  ],
  [
    registryHost,
    ["docker.io", "registry.rack:5000"],
    ["a..b", "a:99999", ":5", "]]]", "-x", "http://x", "a/b", "A.b", ""],
  ],
  [
    imageRepository,
    ["registry.k8s.io", "registry.lan:5000/a/b", "rancher", "10.0.0.2:5000/k8s"],
    ["https://r.lan/a", "r.lan/a/", "r.lan/a:1", "r.lan//a", "r.lan/A", "", "r.lan/a@sha256:b", "R.lan/a"],
  ],
  [nodeName, ["cellar", "master1", "null1", "1e3"], ["api", "localhost", "ip6-loopback", "null", "12", "0xf", "A"]],
];

for (const [parse, good, bad] of TABLE) {
  test(`${parse.name} takes what it should and nothing else`, () => {
    for (const value of good) assert.equal(parse(value), value);
    for (const value of [...bad, 7, undefined]) assert.throws(() => parse(value), { code: "invalid" }, String(value));
  });
}

test("a word without end is judged at once", () => {
  for (const parse of [httpUrl, registryHost, imageRepository]) {
    assert.throws(() => parse(`http://${"a-".repeat(100_000)}`), { code: "invalid" });
  }
});
