#!/usr/bin/env node
/** pictl: the owner's command line. */
import { createInterface } from "node:readline/promises";
import { runPictl } from "./pictl.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());
// A reader that has seen enough (head) is no failure.
process.stdout.on("error", () => stop.abort());

process.exitCode = await runPictl(process.argv.slice(2), {
  environment: process.env,
  now: Date.now,
  terminal: process.stdout.isTTY === true,
  print: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  redraw: process.stderr.isTTY ? (line) => void process.stderr.write(`\r\x1b[K${line}`) : undefined,
  columns: () => (process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY),
  ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
  signal: stop.signal,
});

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question, { signal: stop.signal });
  } finally {
    reader.close();
  }
}
