import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import type { MadeCard } from "../rack/card-list.ts";
import { absence } from "./up-absence.ts";

const MASTER: MadeCard = { id: "a".repeat(32), role: "control-plane", time: "2026-11-27T10:00:00.000Z", os: "Ubuntu" };
const NOBODY = new AppError("disconnected", "nobody answers");

function waiting(master: MadeCard | undefined) {
  const said = { notes: [] as string[], drawn: [] as string[] };
  let time = 0;
  const context = {
    now: () => time,
    note: (line: string) => void said.notes.push(line),
    redraw: (line: string) => void said.drawn.push(line),
  };
  const absent = absence(context, master);
  const at = (seconds: number) => {
    time = seconds * 1000;
    absent.again(NOBODY);
  };
  const pass = (seconds: number) => {
    time = seconds * 1000;
  };
  return { ...said, absent, at, pass };
}

test("the seconds go on, and after a minute it is said once what may be wrong", () => {
  const { notes, drawn, absent, at } = waiting(MASTER);
  at(6);
  assert.deepEqual([drawn, notes], [["not found yet, 6 s …"], []]);
  for (const seconds of [59, 66, 72]) at(seconds);
  assert.equal(drawn.at(-1), "not found yet, 72 s …");
  assert.equal(notes[0], "not found after 66 s: nobody answers");
  for (const hint of [/its card \(aaaaaaaa\)/, /guest Wi-Fi/, /Local Network/, /--coordinator ADDRESS/]) {
    assert.equal(notes.filter((line) => hint.test(line)).length, 1, `${hint}`);
  }
  assert.equal(absent.reason, "nobody answers");
});

test("when it is there nothing of that stays, and a later absence is counted from its own beginning", () => {
  const { notes, drawn, absent, at, pass } = waiting(undefined);
  at(70);
  assert.match(notes.join("\n"), /cards\.json lists no master's card/);
  absent.over();
  assert.deepEqual([drawn.at(-1), absent.reason], ["", undefined]);
  pass(500);
  at(600);
  assert.equal(drawn.at(-1), "not found yet, 0 s …");
});
