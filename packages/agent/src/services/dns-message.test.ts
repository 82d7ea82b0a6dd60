import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeQuestion, readAnswer } from "./dns-message.ts";

test("a question is encoded as in RFC 1035", () => {
  const expected = "abcd 0100 0001 0000 0000 0000 03646e73 016b 00 0001 0001".replaceAll(" ", "");
  assert.equal(encodeQuestion(0xabcd, "dns.k").toString("hex"), expected);
});

test("a padded question has exactly the requested size and one option: padding", () => {
  const message = encodeQuestion(1, "kubernetes.default.svc.cluster.local", 2_000);
  assert.equal(message.length, 2_000);
  assert.equal(message.readUInt16BE(10), 1);
  const opt = message.subarray(12 + 38 + 4);
  // Root, OPT, 4,096 bytes, no flags; then the option's code and length, up to the end.
  assert.equal(opt.subarray(0, 9).toString("hex"), "000029100000000000");
  assert.equal(opt.readUInt16BE(9), opt.length - 11);
  assert.deepEqual([opt.readUInt16BE(11), opt.readUInt16BE(13)], [12, opt.length - 15]);
  assert.ok(opt.subarray(15).every((byte) => byte === 0));
});

test("only an answer to this question counts, and it tells what the server answered", () => {
  const answer = (id: number, flags: number, answers: number) => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(id, 0);
    header.writeUInt16BE(flags, 2);
    header.writeUInt16BE(answers, 6);
    return header;
  };
  assert.equal(readAnswer(7, answer(7, 0x8180, 1)), "answered");
  assert.equal(readAnswer(7, answer(7, 0x8180, 0)), "an answer without an address");
  assert.equal(readAnswer(7, answer(7, 0x8183, 0)), "no such name");
  assert.equal(readAnswer(7, answer(7, 0x8182, 0)), "server failure");
  assert.equal(readAnswer(7, answer(7, 0x8185, 0)), "refused to answer");
  assert.equal(readAnswer(7, answer(8, 0x8180, 1)), undefined, "another's answer");
  assert.equal(readAnswer(7, answer(7, 0x0100, 1)), undefined, "a question");
  assert.equal(readAnswer(7, Buffer.alloc(3)), undefined, "cut short");
});
