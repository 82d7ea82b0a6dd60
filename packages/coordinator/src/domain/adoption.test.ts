import assert from "node:assert/strict";
import { test } from "node:test";
import { FarewellReason } from "@rackberry/protocol";
import { type Arrival, type Decision, decideAdoption, type Knowledge } from "./adoption.ts";

const KEY = "a".repeat(64);
const OTHER_KEY = "b".repeat(64);
const CARD = "c".repeat(32);

const fresh: Arrival = {
  keyHash: KEY,
  serial: "100",
  protocol: 1,
  protocolMinimum: 1,
  cardId: CARD,
  cardName: "",
  proof: "worker",
  adopted: false,
};
const adopted: Arrival = { ...fresh, adopted: true, proof: "none" };
const cardless: Arrival = { ...fresh, cardId: "", proof: "none" };
const nothing: Knowledge = {
  byKey: undefined,
  bySerial: undefined,
  role: "worker",
  serialConnected: false,
  keyContested: false,
  cardSpentBy: undefined,
  nameTakenBy: undefined,
  mode: "automatic",
  approval: "none",
};
const node1 = { name: "node1", serial: "100", cardId: CARD, keyHash: KEY };
const recorded: Knowledge = { ...nothing, byKey: node1, bySerial: node1, cardSpentBy: KEY };
const oldCard: Knowledge = { ...nothing, bySerial: { ...node1, keyHash: OTHER_KEY } };

const masterCard: Arrival = { ...fresh, proof: "control-plane" };
const first: Knowledge = { ...nothing, role: "control-plane" };
const master1 = { name: "master1", serial: "100", cardId: CARD, keyHash: OTHER_KEY };
const renewed: Knowledge = { ...first, bySerial: master1 };

const answer = (decision: Decision): string =>
  decision.kind === "refuse"
    ? `refuse ${FarewellReason[decision.reason]}${decision.pending ? ", pending" : ""}`
    : [decision.kind, "again" in decision ? decision.again : undefined].filter(Boolean).join(" ");

const TABLE: readonly [story: string, arrival: Arrival, knowledge: Knowledge, expected: string][] = [
  ["a fresh card's Pi is adopted", fresh, nothing, "adopt"],
  ["with ask it waits for a person", fresh, { ...nothing, mode: "ask" }, "refuse PENDING, pending"],
  ["with ask it is adopted after a person said so", fresh, { ...nothing, mode: "ask", approval: "said" }, "adopt"],
  ["a Pi without a card waits for a person", cardless, nothing, "refuse NO_CARD_SECRET, pending"],
  [
    "a Pi without a card is adopted after a person compared its key",
    cardless,
    { ...nothing, approval: "compared" },
    "adopt",
  ],
  ["a wrong card secret is refused", { ...fresh, proof: "wrong" }, nothing, "refuse WRONG_CARD_SECRET"],
  [
    "a wrong card secret is refused whatever a person said",
    { ...fresh, proof: "wrong" },
    { ...nothing, approval: "compared" },
    "refuse WRONG_CARD_SECRET",
  ],
  ["a spent card is refused", fresh, { ...nothing, cardSpentBy: OTHER_KEY }, "refuse SPENT_CARD"],
  ["a card whose name another Pi has is refused", fresh, { ...nothing, nameTakenBy: "200" }, "refuse NAME_TAKEN"],
  [
    "a node keeps its own name, whatever name is on its new card",
    fresh,
    { ...oldCard, nameTakenBy: "200" },
    "adopt node1",
  ],
  ["a node come back is welcome", adopted, recorded, "welcome"],
  ["a node come back is welcome with ask, too", adopted, { ...recorded, mode: "ask" }, "welcome"],
  ["a node that never got its Adopt is adopted again", fresh, recorded, "adopt node1"],
  [
    "a known key that proves nothing is refused",
    { ...fresh, proof: "none" },
    recorded,
    "refuse NO_CARD_SECRET, pending",
  ],
  ["a known key with a wrong proof is refused", { ...fresh, proof: "wrong" }, recorded, "refuse WRONG_CARD_SECRET"],
  ["a known key on another Pi is refused", { ...adopted, serial: "200" }, recorded, "refuse IDENTITY_CLAIMED"],
  [
    "a fresh card on another Pi does not excuse a known key",
    { ...fresh, serial: "200" },
    recorded,
    "refuse IDENTITY_CLAIMED",
  ],
  ["a contested key is refused", adopted, { ...recorded, keyContested: true }, "refuse IDENTITY_CLAIMED"],
  ["a new card in the same Pi is the same node", fresh, oldCard, "adopt node1"],
  [
    "with ask a new card in the same Pi waits for a person",
    fresh,
    { ...oldCard, mode: "ask" },
    "refuse PENDING, pending",
  ],
  ["and is the same node once a person said so", fresh, { ...oldCard, mode: "ask", approval: "said" }, "adopt node1"],
  [
    "a serial number that is connected is not taken over",
    fresh,
    { ...oldCard, serialConnected: true },
    "refuse IDENTITY_CLAIMED",
  ],
  ["a new key without proof does not take over a serial number", cardless, oldCard, "refuse NO_CARD_SECRET, pending"],
  ["a Pi of a coordinator that forgot it waits for a person", adopted, nothing, "refuse NO_CARD_SECRET, pending"],
  ["and is welcome once a person vouched for its key", adopted, { ...nothing, approval: "compared" }, "readopt"],
  ["the master's card makes the control plane", masterCard, first, "adopt"],
  ["with ask after a person said so", masterCard, { ...first, mode: "ask", approval: "said" }, "adopt"],
  ["a worker's card does not, whatever serial number it says", fresh, first, "refuse PENDING, pending"],
  ["nor when a person said yes without comparing", fresh, { ...first, approval: "said" }, "refuse PENDING, pending"],
  ["only with the fingerprint: rack.yaml may name another Pi", fresh, { ...first, approval: "compared" }, "adopt"],
  ["the master's card in another Pi makes a worker", masterCard, nothing, "adopt"],
  ["a new key for the control plane waits, whoever's card it is", masterCard, renewed, "refuse PENDING, pending"],
  ["a worker's card for a known control plane waits, too", fresh, renewed, "refuse PENDING, pending"],
  [
    "nor does a yes without the fingerprint help",
    masterCard,
    { ...renewed, approval: "said" },
    "refuse PENDING, pending",
  ],
  [
    "it is the control plane again with the fingerprint",
    masterCard,
    { ...renewed, approval: "compared" },
    "adopt master1",
  ],
  ["a control plane without a card is one by its fingerprint", cardless, { ...first, approval: "compared" }, "adopt"],
  ["and not by a yes alone", cardless, { ...first, approval: "said" }, "refuse NO_CARD_SECRET, pending"],
  [
    "a newer protocol that dropped ours is refused",
    { ...fresh, protocol: 3, protocolMinimum: 2 },
    nothing,
    "refuse PROTOCOL",
  ],
  ["a protocol that is too old is refused", { ...adopted, protocol: 0 }, recorded, "refuse PROTOCOL"],
];

for (const [story, arrival, knowledge, expected] of TABLE) {
  test(story, () => assert.equal(answer(decideAdoption(arrival, knowledge)), expected));
}

test("a refusal for a name says whose it is", () => {
  const decision = decideAdoption({ ...fresh, cardName: "cellar" }, { ...nothing, nameTakenBy: "200" });
  assert.ok(decision.kind === "refuse" && !decision.pending);
  assert.match(decision.detail, /its card names it cellar, but 200 already has that name: .*pictl card --name/);
});

test("who waits for a person is told the words that let it in", () => {
  const decision = decideAdoption(cardless, nothing);
  assert.ok(decision.kind === "refuse" && decision.detail.endsWith(`pictl adopt 100 --fingerprint ${KEY}`));
});

test("who would be the control plane is told what is missing, in words that fit into a farewell", () => {
  for (const [arrival, known, words] of [
    [fresh, first, /^would be the control plane, but its card is a worker's: pictl card --master makes the right one/],
    [masterCard, renewed, /^claims to be master1, the control plane, with a new key/],
  ] as const) {
    const decision = decideAdoption(arrival, known);
    assert.ok(decision.kind === "refuse" && decision.pending && !decision.card);
    assert.match(decision.detail, words);
    assert.ok(decision.detail.endsWith(`after comparing fingerprints: pictl adopt 100 --fingerprint ${KEY}`));
    assert.ok(decision.detail.length <= 300, `${decision.detail.length} characters`);
  }
});
