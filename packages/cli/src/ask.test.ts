import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { rackDirectory } from "./testing/example-rack.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** On a terminal of its own; types `keys` at the question. Answers the exit code and what was on the screen. */
async function typed(directory: string, keys: string) {
  const line = `'${process.execPath}' '${MAIN}' -C '${directory}' reset node1`;
  const child = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let screen = "";
  let isAsked = false;
  child.stdout.on("data", (chunk) => {
    screen += chunk;
    if (isAsked || !screen.includes("Type its name")) return;
    isAsked = true;
    child.stdin.write(keys);
  });
  const [code] = await once(child, "close");
  return { code, screen };
}

test("Ctrl-C at a question is an interruption, and not a failure", async () => {
  using rack = await rackDirectory();
  const { code, screen } = await typed(rack.path, "\x03");
  assert.equal(code, 130);
  assert.doesNotMatch(screen, /Abort|Warning|pictl:/);
});

test("Ctrl-D and another word at a question do nothing", async () => {
  using rack = await rackDirectory();
  for (const keys of ["\x04", "node2\n"]) {
    const { code, screen } = await typed(rack.path, keys);
    assert.equal(code, 1);
    assert.match(screen, /pictl: nothing was done/);
    assert.doesNotMatch(screen, /Warning|mistake in pictl/);
  }
});
