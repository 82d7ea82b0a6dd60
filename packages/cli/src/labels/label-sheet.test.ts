import assert from "node:assert/strict";
import { test } from "node:test";
import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { labelSheet, labelText } from "./label-sheet.ts";

const LABEL = { rack: "cellar", cardId: "0123456789abcdef0123456789abcdef", name: "node1", master: false };

/** What a phone reads from it: the code's modules as a picture. */
function scan(text: string): string {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const scale = 4;
  const side = modules.length * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!modules[Math.floor(y / scale)]?.[Math.floor(x / scale)]) continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return decodeQR({ width: side, height: side, data });
}

test("the code is the command that shows the Pi, and can be read", () => {
  assert.equal(labelText(LABEL), "pictl status 01234567");
  assert.equal(scan(labelText(LABEL)), labelText(LABEL));
});

test("a sheet has a label for each card, and loads nothing", async () => {
  const sheet = await labelSheet([LABEL, { ...LABEL, cardId: "f".repeat(32), name: undefined, master: true }]);
  assert.equal(sheet.match(/<section>/g)?.length, 2);
  assert.equal(sheet.match(/<svg/g)?.length, 2);
  assert.match(sheet, /<strong>node1<\/strong><span>node of cellar<\/span><code>01234567<\/code>/);
  assert.match(sheet, /<span>master of cellar<\/span><code>ffffffff<\/code>/);
  assert.doesNotMatch(sheet, /<script|src=|href=|url\(/);
  assert.ok(!sheet.includes(LABEL.cardId));
});

test("no name can become markup", async () => {
  const sheet = await labelSheet([{ ...LABEL, rack: '<img src=x onerror="y">' }]);
  assert.doesNotMatch(sheet, /<img/);
});
