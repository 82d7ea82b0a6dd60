import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { VERBS } from "../verbs/index.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { tableOf } from "./table.ts";
import { zshScript } from "./zsh.ts";

const table = tableOf(VERBS);

/** What bash offers for the last of the words; the shell's own completion, which follows on nothing, is not in it. */
function offered(...words: readonly string[]): string[] {
  const program = `${bashScript(table)}
COMP_WORDS=(pictl "$@"); COMP_CWORD=$#
_pictl
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const bash = execFileSync("bash", ["--norc", "--noprofile", "-u", "-c", program, "bash", ...words], {
    encoding: "utf8",
  });
  return bash.split("\n").filter(Boolean);
}

test("bash completes every verb, also behind options that are good for all", () => {
  assert.deepEqual(
    offered(""),
    VERBS.map(({ name }) => name),
  );
  assert.deepEqual(offered("sta"), ["status"]);
  assert.deepEqual(offered("-C", "init", "sta"), ["status"], "init is a folder here");
  assert.deepEqual(offered("--coordinator", "init", "k"), ["kubeconfig"]);
});

test("bash completes each verb's own options and those of every verb, and no word where files or nodes go", () => {
  for (const { name, options } of VERBS) {
    const wanted = [...Object.keys(options), "rack", "coordinator", "help", "version"].map((option) => `--${option}`);
    assert.deepEqual(offered(name, "--").toSorted(), wanted.toSorted(), name);
  }
  assert.deepEqual(offered("status", "-w"), ["-w"]);
  assert.deepEqual(offered("card", ""), []);
  assert.deepEqual(offered("logs", ""), []);
  assert.deepEqual(offered("completion", ""), ["bash", "zsh", "fish"]);
  assert.deepEqual(offered("card", "--image", "-"), [], "an option's value");
  assert.deepEqual(offered("card", "--image", "=", "-"), [], "bash splits at the equals sign");
});

test("bash runs nothing of what was typed", () => {
  assert.deepEqual(offered("logs", "$(echo --follow)", "--fo"), ["--follow"]);
  assert.deepEqual(offered("$(echo status)"), []);
});

test("zsh and fish are told every verb and every option", () => {
  for (const { name, summary, options } of VERBS) {
    const shown = summary.replaceAll("'", "'\\''");
    assert.ok(zshScript(table).includes(`'${name}:${shown}'`), name);
    assert.ok(fishScript(table).includes(`-a ${name} -d '${shown}'`), name);
    for (const option of Object.keys(options)) {
      assert.match(zshScript(table), new RegExp(`^ *${name}\\) .*--${option}[=' ]`, "m"));
      assert.match(fishScript(table), new RegExp(`seen_subcommand_from ${name}' .*-l ${option}( |$)`, "m"));
    }
  }
});
