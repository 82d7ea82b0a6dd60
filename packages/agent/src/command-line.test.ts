import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCommandLine } from "./command-line.ts";

test("without arguments it runs as systemd starts it", () => {
  assert.deepEqual(parseCommandLine([]), {
    kind: "run",
    port: 7440,
    stateFolder: "/var/lib/pi-agent",
    runFolder: "/run/pi-agent",
    bootFolders: ["/boot/firmware", "/boot"],
    announce: true,
    executor: "/run/pi-agent-executor.socket",
  });
  const other = parseCommandLine(["--port", "0", "--boot-dir", "/b", "--no-announce"]);
  assert.ok(other.kind === "run" && other.port === 0 && !other.announce);
  assert.deepEqual(other.bootFolders, ["/b"]);
});

test("a person can ask for help, the version, the fingerprint, and can name whom to trust", () => {
  const [pin, release] = ["a".repeat(64), "b".repeat(64)];
  assert.equal(parseCommandLine(["--help"]).kind, "help");
  assert.equal(parseCommandLine(["--version"]).kind, "version");
  assert.equal(parseCommandLine(["fingerprint"]).kind, "fingerprint");
  assert.deepEqual(parseCommandLine(["trust", pin, release]), {
    ...{ kind: "trust", stateFolder: "/var/lib/pi-agent" },
    ...{ pin, release },
  });
});

test("what is not understood is refused with a sentence", () => {
  for (const argv of [
    ["trust"],
    ["trust", "a".repeat(64)],
    ["trust", "a".repeat(64), "b"],
    ["start"],
    ["--port", "x"],
    ["--port", "70000"],
    ["--what"],
  ]) {
    assert.throws(() => parseCommandLine(argv), { code: "invalid" }, argv.join(" "));
  }
});

test("the words of pictl pin may be typed in capitals, and are two", () => {
  const [pin, release] = ["a".repeat(64), "b".repeat(64)];
  const typed = parseCommandLine(["trust", pin.toUpperCase(), release.toUpperCase()]);
  assert.ok(typed.kind === "trust");
  assert.deepEqual([typed.pin, typed.release], [pin, release]);
  assert.throws(() => parseCommandLine(["trust", pin, pin]), { message: /PIN and RELEASE are the same/ });
});

test("a folder is named by its whole path, and what is no pin is shown", () => {
  for (const option of ["--state-dir", "--run-dir", "--boot-dir", "--executor"]) {
    assert.throws(() => parseCommandLine([option, "here"]), {
      code: "invalid",
      message: `${option} takes a path that begins with /, not "here" (see: pi-agent --help)`,
    });
  }
  assert.throws(() => parseCommandLine(["fingerprint", "--state-dir", "/a\nb"]), { message: /not "\/a\\nb"/ });
  assert.throws(() => parseCommandLine(["trust", "a".repeat(64), "b\n"]), {
    message: /^trust takes PIN and RELEASE, .*, 64 hex digits each, not "b\\n"$/,
  });
});

test("an option without a value would mean the root folder, and advice to programmers is left out", () => {
  for (const [argv, message] of [
    [["fingerprint", "--state-dir="], "--state-dir has no value (see: pi-agent --help)"],
    [["--boot-dir", ""], "--boot-dir has no value (see: pi-agent --help)"],
    [["--what"], "Unknown option '--what' (see: pi-agent --help)"],
  ] as const) {
    assert.throws(() => parseCommandLine(argv), { code: "invalid", message });
  }
});
