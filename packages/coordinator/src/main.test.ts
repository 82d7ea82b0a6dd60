/** What a person hears from the coordinator's program, and what the journal hears. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const argv = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "main.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", env: environment });
  return { status, stdout, stderr };
}

test("it says its version", () => {
  assert.deepEqual(run(["--version"]), { status: 0, stdout: "pi-coordinator dev\n", stderr: "" });
});

test("whoever asks for what it does not do reads a plain sentence; under systemd it is a line of the journal", () => {
  const sentence = "Unknown option '--x' (see: pi-coordinator --help)";
  assert.deepEqual(run(["--x"]), { status: 2, stdout: "", stderr: `pi-coordinator: ${sentence}\n` });
  const journal = run(["--x"], { JOURNAL_STREAM: "8:1" });
  assert.deepEqual(journal, { status: 2, stdout: "", stderr: `<3>pi-coordinator cannot continue: ${sentence}\n` });
});

test("a rack that is not there is a failure", () => {
  const { status, stderr } = run(["--config", "/nowhere"]);
  assert.equal(status, 1);
  assert.match(stderr, /^pi-coordinator: there is no \/nowhere\/rack\.yaml: .*\n$/);
});
