import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCommandLine } from "./command-line.ts";

test("without arguments it runs as systemd starts it", () => {
  assert.deepEqual(parseCommandLine([]), {
    kind: "run",
    configDirectory: "/etc/pi-coordinator",
    stateDirectory: "/var/lib/pi-coordinator",
    apiPort: 7443,
    agents: [],
  });
  assert.deepEqual(parseCommandLine(["--help"]), { kind: "help" });
  assert.deepEqual(parseCommandLine(["--version"]), { kind: "version" });
});

test("agents that nobody hears are named by their addresses", () => {
  const named = parseCommandLine(["--agent", "10.0.0.12", "--agent=10.0.0.13"]);
  assert.deepEqual(named.kind === "run" && named.agents, ["10.0.0.12", "10.0.0.13"]);
  for (const address of ["node1", "127.0.0.1", "224.0.0.251", "10.0.0.12:7440"]) {
    assert.throws(() => parseCommandLine(["--agent", address]), { code: "invalid", message: /^--agent: .* --help\)$/ });
  }
});

test("the port of the API can be another, and what is none is refused with a sentence", () => {
  const other = parseCommandLine(["--api-port", "8443"]);
  assert.ok(other.kind === "run" && other.apiPort === 8443);
  for (const argv of [["--api-port", "0"], ["--api-port", "70000"], ["--api-port", "x"], ["--what"], ["start"]]) {
    assert.throws(() => parseCommandLine(argv), { code: "invalid", message: /see: pi-coordinator --help/ });
  }
});

test("an option without a value would mean the current folder, and advice to programmers is left out", () => {
  for (const [argv, message] of [
    [["--config="], "--config has no value (see: pi-coordinator --help)"],
    [["--state", ""], "--state has no value (see: pi-coordinator --help)"],
    [["--what"], "Unknown option '--what' (see: pi-coordinator --help)"],
    [["start"], "Unexpected argument 'start' (see: pi-coordinator --help)"],
  ] as const) {
    assert.throws(() => parseCommandLine(argv), { code: "invalid", message });
  }
});
