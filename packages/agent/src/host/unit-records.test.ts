import assert from "node:assert/strict";
import { test } from "node:test";
import { lastWords } from "./run.ts";
import { endOfUnit, systemdRun, wholeLines } from "./unit-records.ts";

const environ = (...entries: string[]) => `${["PATH=/bin", ...entries].join("\0")}\0`;

const ENDS: readonly (readonly [end: string | undefined, environ: string])[] = [
  ["success", environ("SERVICE_RESULT=success", "EXIT_CODE=exited", "EXIT_STATUS=0")],
  ["exited 1", environ("SERVICE_RESULT=exit-code", "EXIT_CODE=exited", "EXIT_STATUS=1")],
  ["was not found", environ("SERVICE_RESULT=exit-code", "EXIT_CODE=exited", "EXIT_STATUS=203")],
  ["was killed by KILL", environ("SERVICE_RESULT=signal", "EXIT_CODE=killed", "EXIT_STATUS=KILL")],
  ["ended with resources", environ("SERVICE_RESULT=resources")],
  [undefined, ""],
];
for (const [end, text] of ENDS) {
  test(`how a unit ended is read from systemd's record: ${end}`, () => assert.equal(endOfUnit(text), end));
}

test("a unit is started with its whole argument list after --, so that nothing in it is taken for an option", () => {
  const argv = systemdRun({
    unit: "u",
    argv: ["kubeadm", "join", "--config", "f"],
    env: { A: "b" },
    log: "/l",
    result: "/r",
  });
  assert.deepEqual(argv.slice(argv.indexOf("--setenv=A=b")), [
    "--setenv=A=b",
    "--",
    "kubeadm",
    "join",
    "--config",
    "f",
  ]);
});

test("output is cut into whole lines", () => {
  assert.deepEqual(wholeLines("a\r\nb\nc"), { lines: ["a", "b"], rest: "c" });
});

test("the words of a failure are the lines that claim to be errors, else the last one", () => {
  assert.equal(lastWords("Reading lists\nE: Unable to fetch\nbye\n"), "E: Unable to fetch");
  assert.equal(
    lastWords("error execution phase preflight: [preflight] Some fatal errors occurred:\n\t[ERROR Swap]: x"),
    "error execution phase preflight: [preflight] Some fatal errors occurred:; [ERROR Swap]: x",
  );
  assert.equal(lastWords("one\ntwo\n\n"), "two");
});
