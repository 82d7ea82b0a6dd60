import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { apiToken, type CardKind, cardSecret, keyHashOf, newCardId, proofOf, sameBytes } from "./trust.ts";

const rack = Buffer.alloc(32, 1);
const worker = { role: "worker" } as const;

test("every card has a secret of its own, derived from the rack's", () => {
  const a = newCardId();
  assert.notEqual(a, newCardId());
  assert.deepEqual(cardSecret(rack, a, worker), cardSecret(rack, a, worker));
  assert.notDeepEqual(cardSecret(rack, a, worker), cardSecret(rack, newCardId(), worker));
  assert.notDeepEqual(cardSecret(rack, a, worker), cardSecret(Buffer.alloc(32, 2), a, worker));
  assert.notEqual(cardSecret(rack, "", worker).toString("hex"), apiToken(rack));
});

test("role and name are part of a card's secret: of one card id, no two kinds of card have the same", () => {
  const id = "0123456789abcdef0123456789abcdef";
  const kinds: readonly CardKind[] = [
    worker,
    { role: "control-plane" },
    { role: "worker", name: "cellar" },
    { role: "worker", name: "attic" },
    { role: "control-plane", name: "cellar" },
    { role: "worker", name: "control-plane" },
  ];
  assert.equal(new Set(kinds.map((kind) => cardSecret(rack, id, kind).toString("hex"))).size, kinds.length);
  assert.deepEqual(cardSecret(rack, id, { role: "worker", name: "" }), cardSecret(rack, id, worker));
});

test("a proof is worth something for one side of one session only", () => {
  const secret = cardSecret(rack, newCardId(), worker);
  const session = Buffer.alloc(32, 7);
  const proof = proofOf(secret, "agent", session);
  assert.ok(sameBytes(proof, proofOf(secret, "agent", session)));
  assert.ok(!sameBytes(proof, proofOf(secret, "coordinator", session)), "a reflected proof must not verify");
  assert.ok(!sameBytes(proof, proofOf(secret, "agent", Buffer.alloc(32, 8))), "a relayed proof must not verify");
  assert.ok(!sameBytes(proof, proof.subarray(1)));
});

test("a key has one hash, whether the private or the public half is at hand", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  assert.match(keyHashOf(publicKey), /^[0-9a-f]{64}$/);
  assert.equal(keyHashOf(privateKey), keyHashOf(publicKey));
});

test("a token of its own takes the place of the one that follows from the rack secret, and is never repeated in an error", () => {
  const rack = Buffer.alloc(32, 1);
  const own = "ab".repeat(32);
  assert.equal(apiToken(rack, `${own}\n`), own);
  assert.notEqual(apiToken(rack), own);
  for (const file of ["", own.slice(1), `${own}0`, own.toUpperCase(), `${own}\n\n`]) {
    assert.throws(
      () => apiToken(rack, file),
      (error: Error) => /64 hex digits/.test(error.message) && !error.message.includes(own),
    );
  }
});
