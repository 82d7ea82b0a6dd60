/** New agents and old coordinators meet while a rollout is under way: the wire that was released stays. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { breaks, type WireShape, wireShape } from "../wire-shape.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const shapeOf = (proto: string) => wireShape(protobuf.parse(`syntax = "proto3"; package a; ${proto}`).root);
const OLD = shapeOf("message M { string name = 1; repeated E kinds = 2; } enum E { NONE = 0; ONE = 1; }");

test("the contract reads whatever the last release sends", async () => {
  const released = JSON.parse(readFileSync(here("../proto/released.json"), "utf8")) as WireShape;
  assert.ok(Object.keys(released).length > 20);
  assert.deepEqual(breaks(released, wireShape(await protobuf.load(here("../proto/rackberry.proto")))), []);
});

test("what is added breaks nothing", () => {
  const now = shapeOf(
    "message M { string name = 1; repeated E kinds = 2; bytes more = 3; } enum E { NONE = 0; ONE = 1; TWO = 2; }",
  );
  assert.deepEqual(breaks(OLD, now), []);
});

test("what is gone, or is something else under its number, is told", () => {
  const now = shapeOf("message M { uint32 name = 1; repeated E sorts = 2; } enum E { NONE = 0; }");
  assert.deepEqual(breaks(OLD, now), [
    '.a.M 1 was "string name" and is "uint32 name"',
    '.a.M 2 was "repeated E kinds" and is "repeated E sorts"',
    '.a.E 1 was "ONE" and is gone',
  ]);
  assert.deepEqual(breaks(OLD, {}).length, 4);
});
