import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { memoryChannel } from "./channel.ts";
import { AppError, codeOf, failureCode } from "./error.ts";
import { decode, encode, fromFailure, toFailure } from "./wire.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test("a frame comes back as it went", () => {
  const back = decode(encode({ id: 7, kind: "welcome", value: { name: "node1" } }));
  assert.equal(back.id, 7);
  assert.equal(back.kind, "welcome");
  assert.equal(back.kind === "welcome" && back.value.name, "node1");
});

test("64-bit fields are numbers", () => {
  const back = decode(encode({ id: 1, kind: "facts", value: { memoryBytes: 2 ** 33 } }));
  assert.ok(back.kind === "facts");
  assert.equal(back.value.memoryBytes, 2 ** 33);
});

test("a body from a newer version is unimplemented and keeps its id", () => {
  // id = 9, then field 90 (length-delimited, empty), which no version has yet
  const bytes = Uint8Array.from([0x08, 9, 0xd2, 0x05, 0]);
  assert.throws(
    () => decode(bytes),
    (error) => error instanceof AppError && error.code === "unimplemented" && error.cause === 9,
  );
});

test("size is judged before decoding, in both directions", () => {
  assert.throws(() => decode(new Uint8Array(65_537)), { code: "invalid" });
  assert.throws(() => decode(encode({ id: 1, kind: "welcome", value: { name: "x".repeat(200) } }), 100), {
    code: "invalid",
  });
  assert.throws(() => encode({ id: 1, kind: "welcome", value: { name: "x".repeat(70_000) } }), {
    code: "invalid",
  });
});

test("noise is invalid, never an exception of another kind", () => {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed;
  };
  for (let round = 0; round < 2_000; round++) {
    const bytes = Uint8Array.from({ length: random() % 64 }, () => random() % 256);
    try {
      decode(bytes);
    } catch (error) {
      assert.ok(error instanceof AppError, String(error));
    }
  }
});

test("a decoded message does not touch the prototype of objects", () => {
  decode(encode({ id: 1, kind: "welcome", value: { name: "__proto__" } }));
  assert.equal(({} as Record<string, unknown>).name, undefined);
});

test("errors cross the wire with code, step and the tool's last words, without a stack", () => {
  const error = new AppError("command-failed", "kubeadm exited 1", { step: "kubeadm-join", detail: "x".repeat(9_000) });
  const back = fromFailure(toFailure(error));
  assert.equal(back.code, "command-failed");
  assert.equal(back.step, "kubeadm-join");
  assert.equal(back.detail.length, 4_096);
  assert.equal(codeOf(failureCode("clock")), "clock");
  assert.equal(codeOf(99), "internal");
});

test("the in-memory channel carries frames in order and ends on close", async () => {
  const [a, b] = memoryChannel();
  a.send({ id: 1, kind: "getFacts", value: {} });
  a.send({ id: 2, kind: "welcome", value: { name: "memory-cgroup" } });
  a.close();
  const kinds: string[] = [];
  for await (const frame of b.frames) kinds.push(frame.kind);
  assert.deepEqual(kinds, ["getFacts", "welcome"]);
});

test("the committed codec is what the contract generates", () => {
  const folder = mkdtempSync(join(tmpdir(), "rackberry-proto-"));
  try {
    const out = join(folder, "rackberry.js");
    execFileSync(process.execPath, [here("../generate.ts"), out]);
    for (const ending of [".js", ".d.ts"]) {
      assert.equal(
        readFileSync(here(`gen/rackberry${ending}`), "utf8"),
        readFileSync(out.replace(".js", ending), "utf8"),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
