/** What a person hears from the agent's two programs, and what the journal hears. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

/** Standard error is a pipe here, as it is nobody's terminal under systemd. */
function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const argv = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, program), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", env: environment });
  return { status, stdout, stderr };
}

const WRONG: readonly (readonly [args: readonly string[], sentence: string])[] = [
  [["--x"], "Unknown option '--x' (see: pi-agent --help)"],
  [["trust", "a"], "trust takes PIN and RELEASE, the two words that pictl pin prints (see: pi-agent --help)"],
  [["fingerprint", "--state-dir", "x"], '--state-dir takes a path that begins with /, not "x" (see: pi-agent --help)'],
  [[], "systemd starts it: see systemctl status pi-agent, and pi-agent --help"],
];

for (const [args, sentence] of WRONG) {
  test(`whoever types pi-agent ${args.join(" ")} reads a plain sentence`, () => {
    assert.deepEqual(run("executor/main.ts", args), { status: 2, stdout: "", stderr: `pi-agent: ${sentence}\n` });
  });
}

test("what fails though it was asked for well has another exit code, and a sentence too", () => {
  assert.deepEqual(run("executor/main.ts", ["fingerprint", "--state-dir", "/dev/null"]), {
    status: 1,
    stdout: "",
    stderr: "pi-agent: /dev/null was not changed: part of the path is not a folder\n",
  });
});

test("under systemd the same is a line of the journal, with its priority", () => {
  for (const program of ["main.ts", "executor/main.ts"]) {
    assert.deepEqual(run(program, ["--x"], { JOURNAL_STREAM: "8:1" }), {
      status: 2,
      stdout: "<3>Unknown option '--x' (see: pi-agent --help)\n",
      stderr: "",
    });
  }
});

test("the door's program sends a person to the other one", () => {
  const { status, stderr } = run("main.ts", ["fingerprint"]);
  assert.deepEqual([status, stderr.startsWith("pi-agent: systemd starts this program")], [2, true]);
});
