/** Who gets in: the whole of adoption as one pure decision. */
import type { NodeRole } from "@rackberry/config";
import { type CardRole, FarewellReason, PROTOCOL, PROTOCOL_MINIMUM } from "@rackberry/protocol";
import type { NodeRecord } from "./node.ts";

/** What a peer showed: its key in the TLS handshake, the rest in its Greeting. */
export interface Arrival {
  readonly keyHash: string;
  readonly serial: string;
  readonly protocol: number;
  readonly protocolMinimum: number;
  /** "" when no card introduced it. */
  readonly cardId: string;
  /** Name on the card, "" when it has none: as true as `proof` is. */
  readonly cardName: string;
  readonly proof: "none" | "wrong" | CardRole;
  /** It says that this coordinator adopted it before. */
  readonly adopted: boolean;
}

/** What a person said of a key with `pictl adopt`: let it in, or let it in since its fingerprint was compared. */
export type Approval = "none" | "said" | "compared";

/** What the coordinator knows that bears on it. */
export interface Knowledge {
  readonly byKey: Pick<NodeRecord, "name" | "serial" | "cardId"> | undefined;
  readonly bySerial: Pick<NodeRecord, "name" | "keyHash"> | undefined;
  /** What the Pi with this serial number is, or becomes. */
  readonly role: NodeRole;
  /** The node with this serial number is connected with its own key at this moment. */
  readonly serialConnected: boolean;
  /** Two Pis show this key. */
  readonly keyContested: boolean;
  /** Key hash that used up the card. */
  readonly cardSpentBy: string | undefined;
  /** Who else has the name on the card, as `nameTakenBy` says it. */
  readonly nameTakenBy: string | undefined;
  readonly mode: "automatic" | "ask";
  /** Of this very key with this very serial number. */
  readonly approval: Approval;
}

export interface Refusal {
  readonly reason: number;
  readonly detail: string;
  /** A person may let it in, */
  readonly pending: boolean;
  /** and a card of the rack speaks for it, so that nothing has to be compared. */
  readonly card: boolean;
}

export type Decision =
  /** Known and adopted: commands may follow. */
  | { readonly kind: "welcome" }
  /** Record it, then send Adopt. `again` names the node whose record stays or is taken over. */
  | { readonly kind: "adopt"; readonly again: string | undefined }
  /** Record it, then send Welcome: it was adopted before, and a person vouches for its key. */
  | { readonly kind: "readopt"; readonly again: string | undefined }
  | ({ readonly kind: "refuse" } & Refusal);

export function decideAdoption(arrival: Arrival, known: Knowledge): Decision {
  if (arrival.protocolMinimum > PROTOCOL || arrival.protocol < PROTOCOL_MINIMUM) {
    return refuse(FarewellReason.PROTOCOL, `speaks protocol ${arrival.protocol}, here it is ${PROTOCOL}: update it`);
  }
  if (known.keyContested) {
    return refuse(FarewellReason.IDENTITY_CLAIMED, "two Pis show the same key: make a new card for one of them");
  }
  return known.byKey ? decideKnownKey(arrival, known, known.byKey) : decideNewKey(arrival, known);
}

function decideKnownKey(arrival: Arrival, known: Knowledge, node: NonNullable<Knowledge["byKey"]>): Decision {
  if (node.serial !== arrival.serial) {
    const claim = `claims to be ${node.name}, whose key it has, with another serial number than ${node.serial}: make a new card for it`;
    return refuse(FarewellReason.IDENTITY_CLAIMED, claim);
  }
  if (arrival.adopted) return { kind: "welcome" };
  // Recorded, but Adopt or its reply was lost. The card proves the coordinator to it once more.
  if (isProven(arrival) && arrival.cardId === node.cardId) return { kind: "adopt", again: node.name };
  if (arrival.proof === "none" && known.approval === "compared") return { kind: "adopt", again: node.name };
  return refuseWithoutProof(arrival);
}

function decideNewKey(arrival: Arrival, known: Knowledge): Decision {
  const again = known.bySerial?.name;
  if (again && known.serialConnected) {
    const detail = `says serial number ${arrival.serial}, but ${again} has it and is connected`;
    return refuse(FarewellReason.IDENTITY_CLAIMED, detail);
  }
  if (!isProven(arrival)) {
    const isVouchedFor = arrival.proof === "none" && known.approval === "compared";
    return isVouchedFor ? { kind: arrival.adopted ? "readopt" : "adopt", again } : refuseWithoutProof(arrival);
  }
  if (known.cardSpentBy !== undefined && known.cardSpentBy !== arrival.keyHash) {
    return refuse(FarewellReason.SPENT_CARD, "its card was already used by another Pi: make a new card (pictl card)");
  }
  if (known.nameTakenBy !== undefined && !again) {
    const detail = `its card names it ${arrival.cardName}, and ${known.nameTakenBy} has that name: make a new card with another name (pictl card --name)`;
    return refuse(FarewellReason.NAME_TAKEN, detail);
  }
  // A serial number is a claim, and whoever is the control plane is obeyed by every node.
  const doubt = known.role === "control-plane" && known.approval !== "compared" && doubtOf(arrival.proof, again);
  if (doubt) {
    const detail = `${doubt}after comparing fingerprints: ${adoptCommand(arrival)}`;
    return { kind: "refuse", reason: FarewellReason.PENDING, detail, pending: true, card: false };
  }
  if (known.mode === "ask" && known.approval === "none") {
    const claim = again ? `says that it is ${again} with a new card, and ` : "";
    const detail = `${claim}waits for a person: pictl adopt ${arrival.serial}`;
    return { kind: "refuse", reason: FarewellReason.PENDING, detail, pending: true, card: true };
  }
  return { kind: "adopt", again };
}

/** Why a card alone makes nobody the control plane here; undefined: it does. */
function doubtOf(proven: CardRole, again: string | undefined): string | undefined {
  if (again) return `says that it is ${again}, the control plane, with a new key; if you renewed its card, `;
  if (proven === "control-plane") return undefined;
  return "would be the control plane, and its card is a worker's: pictl card --master makes the right one; if rack.yaml names this Pi, ";
}

const isProven = <A extends Arrival>(arrival: A): arrival is A & { readonly proof: CardRole } =>
  arrival.proof === "control-plane" || arrival.proof === "worker";

function refuseWithoutProof(arrival: Arrival): Decision {
  if (arrival.proof === "wrong") {
    return refuse(
      FarewellReason.WRONG_CARD_SECRET,
      "its card secret is not of this rack: make a new card (pictl card)",
    );
  }
  const why = arrival.adopted ? "was adopted before, and is not known here" : "no card secret";
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
