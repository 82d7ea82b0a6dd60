/** Which Pis are let in: the whole of adoption as one pure decision. */
import type { NodeRole } from "@rackberry/config";
import { type CardRole, FarewellReason, PROTOCOL, PROTOCOL_MINIMUM } from "@rackberry/protocol";
import type { NodeRecord } from "./node.ts";

/** What a peer presented: its key in the TLS handshake, the rest in its Greeting. */
export interface Arrival {
  readonly keyHash: string;
  readonly serial: string;
  readonly protocol: number;
  readonly protocolMinimum: number;
  /** "" when no card introduced it. */
  readonly cardId: string;
  /** Name on the card, "" when it has none; only as reliable as `proof`. */
  readonly cardName: string;
  readonly proof: "none" | "wrong" | CardRole;
  /** It claims that this coordinator adopted it before. */
  readonly adopted: boolean;
}

/** What a person decided about a key with `pictl adopt`: to let it in, with or without comparing its fingerprint. */
export type Approval = "none" | "said" | "compared";

/** What the coordinator knows that affects the decision. */
export interface Knowledge {
  readonly byKey: Pick<NodeRecord, "name" | "serial" | "cardId"> | undefined;
  readonly bySerial: Pick<NodeRecord, "name" | "keyHash"> | undefined;
  /** The role that the Pi with this serial number has or will get. */
  readonly role: NodeRole;
  /** The node with this serial number is currently connected with its own key. */
  readonly serialConnected: boolean;
  /** Two Pis use this key. */
  readonly keyContested: boolean;
  /** Hash of the key that used up the card. */
  readonly cardSpentBy: string | undefined;
  /** What else has the name on the card, as returned by `nameTakenBy`. */
  readonly nameTakenBy: string | undefined;
  readonly mode: "automatic" | "ask";
  /** For exactly this key with this serial number. */
  readonly approval: Approval;
}

export interface Refusal {
  readonly reason: number;
  readonly detail: string;
  /** A person may let it in. */
  readonly pending: boolean;
  /** A card of the rack vouches for it, so no fingerprint has to be compared. */
  readonly card: boolean;
}

export type Decision =
  /** Known and adopted: commands may follow. */
  | { readonly kind: "welcome" }
  /** Record it, then send Adopt. `again` names the node whose record is kept or taken over. */
  | { readonly kind: "adopt"; readonly again: string | undefined }
  /** Record it, then send Welcome: it was adopted before, and a person vouches for its key. */
  | { readonly kind: "readopt"; readonly again: string | undefined }
  | ({ readonly kind: "refuse" } & Refusal);

export function decideAdoption(arrival: Arrival, known: Knowledge): Decision {
  if (arrival.protocolMinimum > PROTOCOL || arrival.protocol < PROTOCOL_MINIMUM) {
    return refuse(
      FarewellReason.PROTOCOL,
      `speaks protocol ${arrival.protocol}, and the coordinator speaks ${PROTOCOL}: install the matching pi-agent package on it`,
    );
  }
  if (known.keyContested) {
    return refuse(FarewellReason.IDENTITY_CLAIMED, "two Pis use the same key: make a new card for one of them");
  }
  return known.byKey ? decideKnownKey(arrival, known, known.byKey) : decideNewKey(arrival, known);
}

function decideKnownKey(arrival: Arrival, known: Knowledge, node: NonNullable<Knowledge["byKey"]>): Decision {
  if (node.serial !== arrival.serial) {
    const claim = `has the key of ${node.name}, but not its serial number ${node.serial}: make a new card for it`;
    return refuse(FarewellReason.IDENTITY_CLAIMED, claim);
  }
  if (arrival.adopted) return { kind: "welcome" };
  // Recorded, but Adopt or its reply was lost. The card proves the coordinator's identity to it once more.
  if (isProven(arrival) && arrival.cardId === node.cardId) return { kind: "adopt", again: node.name };
  if (arrival.proof === "none" && known.approval === "compared") return { kind: "adopt", again: node.name };
  return refuseWithoutProof(arrival);
}

function decideNewKey(arrival: Arrival, known: Knowledge): Decision {
  const again = known.bySerial?.name;
  if (again && known.serialConnected) {
    const detail = `claims serial number ${arrival.serial}, but ${again} has that number and is connected`;
    return refuse(FarewellReason.IDENTITY_CLAIMED, detail);
  }
  if (!isProven(arrival)) {
    const isVouchedFor = arrival.proof === "none" && known.approval === "compared";
    return isVouchedFor ? { kind: arrival.adopted ? "readopt" : "adopt", again } : refuseWithoutProof(arrival);
  }
  if (known.cardSpentBy !== undefined && known.cardSpentBy !== arrival.keyHash) {
    return refuse(FarewellReason.SPENT_CARD, "another Pi has already used its card: make a new card (pictl card)");
  }
  if (known.nameTakenBy !== undefined && !again) {
    const detail = `its card names it ${arrival.cardName}, but ${known.nameTakenBy} already has that name: make a new card with another name (pictl card --name)`;
    return refuse(FarewellReason.NAME_TAKEN, detail);
  }
  // A serial number is only a claim, and every node obeys the control plane.
  const doubt = known.role === "control-plane" && known.approval !== "compared" && doubtOf(arrival.proof, again);
  if (doubt) {
    const detail = `${doubt}after comparing fingerprints: ${adoptCommand(arrival)}`;
    return { kind: "refuse", reason: FarewellReason.PENDING, detail, pending: true, card: false };
  }
  if (known.mode === "ask" && known.approval === "none") {
    const claim = again ? `claims to be ${again} with a new card, and ` : "";
    const detail = `${claim}waits for you: pictl adopt ${arrival.serial}`;
    return { kind: "refuse", reason: FarewellReason.PENDING, detail, pending: true, card: true };
  }
  return { kind: "adopt", again };
}

/** Why a card alone does not make this Pi the control plane; undefined when it does. */
function doubtOf(proven: CardRole, again: string | undefined): string | undefined {
  if (again) return `claims to be ${again}, the control plane, with a new key; if you made it a new card, `;
  if (proven === "control-plane") return undefined;
  return "would be the control plane, but its card is a worker's: pictl card --master makes the right one; if rack.yaml names this Pi, ";
}

const isProven = <A extends Arrival>(arrival: A): arrival is A & { readonly proof: CardRole } =>
  arrival.proof === "control-plane" || arrival.proof === "worker";

function refuseWithoutProof(arrival: Arrival): Decision {
  if (arrival.proof === "wrong") {
    return refuse(
      FarewellReason.WRONG_CARD_SECRET,
      "its card secret does not belong to this rack: make a new card (pictl card)",
    );
  }
  const why = arrival.adopted ? "was adopted before, but this coordinator does not know it" : "has no card secret";
  const detail = `${why}; after comparing fingerprints: ${adoptCommand(arrival)}`;
  return { kind: "refuse", reason: FarewellReason.NO_CARD_SECRET, detail, pending: true, card: false };
}

const adoptCommand = ({ serial, keyHash }: Arrival) => `pictl adopt ${serial} --fingerprint ${keyHash}`;

const refuse = (reason: number, detail: string): Decision => ({
  kind: "refuse",
  reason,
  detail,
  pending: false,
  card: false,
});
