import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { Writable } from "node:stream";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { output } from "./output.ts";
import { rackDirectory } from "./testing/example-rack.ts";
import { bootPartition } from "./testing/folder.ts";
import { RASPBERRY_PI_OS } from "./testing/stock-cards.ts";

/** Takes nothing until it is told to. */
function slowReader() {
  const waiting: (() => void)[] = [];
  const stream = new Writable({ highWaterMark: 10, write: (_chunk, _encoding, taken) => void waiting.push(taken) });
  return { stream, read: () => waiting.shift()?.() };
}

test("a slow reader is waited for, until Ctrl-C", async () => {
  const stop = new AbortController();
  const { stream, read } = slowReader();
  const answer = output(stream, stop);
  answer.print("short");
  await answer.drained();
  answer.print("and now more than it takes at a time");
  let isDrained = false;
  const drained = answer.drained().then(() => {
    isDrained = true;
  });
  read();
  await new Promise(setImmediate);
  assert.equal(isDrained, false);
  read();
  await drained;
  answer.print("once more than it takes at a time");
  const waiting = answer.drained();
  stop.abort();
  await waiting;
  assert.deepEqual([await answer.end(130, () => {}), answer.isLost()], [130, false]);
});

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** As a person types it; the exit code is pictl's, which is the first program of a pipe. */
function shell(line: string, cwd = "/") {
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", `${line}\nexit \${PIPESTATUS[0]}`], {
    ...{ cwd, encoding: "utf8", timeout: 60_000 },
    env: { PATH: process.env.PATH, PICTL: `${process.execPath} ${MAIN}` },
  });
  return { status, stdout, stderr };
}

const FULL =
  "pictl: cannot write the answer to standard output: it is full: free some space and run the command again\n";
const CLOSED = "pictl: standard output is closed, but the answer goes there\n";

test("a standard output that is full or closed is a failure with a sentence", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const at = (line: string) => shell(line, rack.path);
  for (const line of ["pin", "--help", "--version", "status --help"]) {
    assert.deepEqual(at(`$PICTL ${line} > /dev/full`), { status: 1, stdout: "", stderr: FULL });
    assert.deepEqual(at(`$PICTL ${line} >&-`), { status: 1, stdout: "", stderr: CLOSED });
  }
  const dry = at(`$PICTL card --packages dist --dry-run '${boot.path}' > /dev/full`);
  assert.equal(dry.status, 1);
  assert.ok(dry.stderr.endsWith(FULL), dry.stderr);
  assert.equal(at(`$PICTL card --packages dist --dry-run '${boot.path}' >&-`).stderr, CLOSED);
  // Who throws the answer away means it.
  assert.deepEqual(at("$PICTL pin > /dev/null"), { status: 0, stdout: "", stderr: "" });
});

test("what is done for more than its answer is done without one", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  const { status } = shell(`$PICTL card --packages dist '${boot.path}' >&-`, rack.path);
  assert.equal(status, 0);
  assert.match(boot.read("rackberry/card.json"), /cardSecret/);
});

test("a reader that has seen enough is no failure", async () => {
  using rack = await rackDirectory();
  assert.deepEqual(shell("$PICTL --help | head -1"), {
    ...{ status: 0, stderr: "" },
    stdout: "pictl: make a rack of Raspberry Pis a Kubernetes cluster\n",
  });
  // Nobody reads at all.
  const { status, stderr } = shell("$PICTL pin | true", rack.path);
  assert.deepEqual([status, stderr], [0, ""]);
});
