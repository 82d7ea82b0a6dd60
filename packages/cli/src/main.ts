#!/usr/bin/env node
/** pictl: the owner's command line. */
import { writeSync } from "node:fs";
import { asker } from "./ask.ts";
import { homeOf } from "./home.ts";
import { isOutputClosed, output } from "./output.ts";
import { runPictl } from "./pictl.ts";
import { ownNetworks } from "./rack/own-networks.ts";
import { ownReader } from "./reader/own-reader.ts";

// A name server that is silent holds the C library for up to minutes, and no process ends before that (resolv.conf(5)).
process.env.RES_OPTIONS ??= "timeout:1 attempts:1";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());

const answer = output(process.stdout, stop);
// Who listens to nothing is told nothing.
process.stderr.on("error", () => {});
const note = (line: string) => void process.stderr.write(`${line}\n`);

// No await at the top: when nothing is left to wait for, Node ends it with a warning of its own and exit code 13.
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
    // What a reader has not taken after an interruption would keep it alive.
    if (stop.signal.aborted) process.exit(code);
    process.exitCode = code;
  });
