#!/usr/bin/env node
/** pictl: the owner's command line. */
import { writeSync } from "node:fs";
import { asker } from "./ask.ts";
import { homeOf } from "./home.ts";
import { isOutputClosed, output } from "./output.ts";
import { runPictl } from "./pictl.ts";
import { ownNetworks } from "./rack/own-networks.ts";
import { ownReader } from "./reader/own-reader.ts";

// A silent name server can block the C library for minutes, and the process cannot exit before that (resolv.conf(5)).
process.env.RES_OPTIONS ??= "timeout:1 attempts:1";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());

const answer = output(process.stdout, stop);
// If standard error is closed, messages are dropped.
process.stderr.on("error", () => {});
const note = (line: string) => void process.stderr.write(`${line}\n`);

// No top-level await: if it never settles, Node exits with a warning of its own and exit code 13.
let hasEnded = false;
process.once("exit", () => {
  if (hasEnded) return;
  writeSync(2, "pictl: ended without an answer: this is a bug in pictl\n");
  process.exitCode = 1;
});

void runPictl(process.argv.slice(2), {
  environment: process.env,
  home: homeOf(process.env),
  now: Date.now,
  terminal: process.stdout.isTTY === true,
  print: answer.print,
  drained: answer.drained,
  isAnswerLost: answer.isLost,
  note,
  redraw: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\x1b[K${line}`) : undefined,
  columns: () => (process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY),
  ask: process.stdin.isTTY && process.stderr.isTTY ? asker(stop) : undefined,
  networks: ownNetworks,
  reader: ownReader(),
  isOutputClosed: isOutputClosed(),
  signal: stop.signal,
})
  .then((code) => answer.end(code, note))
  .then((code) => {
    hasEnded = true;
    // After an interruption, output that the reader has not taken would keep the process alive.
    if (stop.signal.aborted) process.exit(code);
    process.exitCode = code;
  });
