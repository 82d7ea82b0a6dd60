#!/usr/bin/env node
/** pictl: the owner's command line. */
import { runPictl } from "./pictl.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
// A reader that has seen enough (head) is no failure.
process.stdout.on("error", () => stop.abort());

process.exitCode = await runPictl(process.argv.slice(2), {
  environment: process.env,
  terminal: process.stdout.isTTY === true,
  print: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  signal: stop.signal,
});
