/** Why the coordinator turned this Pi away, worded for whoever reads the journal. */
import { FarewellReason, type Message } from "@rackberry/protocol";

const { NO_CARD_SECRET, WRONG_CARD_SECRET, SPENT_CARD, IDENTITY_CLAIMED, PENDING, PROTOCOL, NAME_TAKEN } =
  FarewellReason;

const SENTENCES: ReadonlyMap<unknown, string> = new Map([
  [NO_CARD_SECRET, "this Pi's card holds no secret and its key is not known; write a new card with pictl card"],
  [WRONG_CARD_SECRET, "this Pi's card secret does not belong to this rack; write a new card with pictl card"],
  [SPENT_CARD, "this Pi's card was already used by another Pi; every Pi needs a card of its own (pictl card)"],
  [IDENTITY_CLAIMED, "this Pi's identity belongs to another Pi; do not copy cards, write a new one with pictl card"],
  [PENDING, "this Pi is waiting to be let in with pictl adopt"],
  [PROTOCOL, "agent and coordinator have no protocol version in common; update the older one"],
  [NAME_TAKEN, "another Pi has the name on this Pi's card; write a new card with another name (pictl card --name)"],
]);

/** `detail` is the coordinator's own sentence and follows ours. */
export function farewellSentence({ reason, detail }: Message<"farewell">): string {
  const ours = SENTENCES.get(reason) ?? "the coordinator gave no reason that this agent knows";
  return `the coordinator turned this Pi away: ${ours}${detail ? ` (${detail.slice(0, 300)})` : ""}`;
}
