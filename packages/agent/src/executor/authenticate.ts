/** The start of a session: greeting, then adoption or welcome. Nothing else is accepted before that. */
import {
  AppError,
  type Frame,
  type Message,
  PROTOCOL,
  PROTOCOL_MINIMUM,
  proofOf,
  sameBytes,
} from "@rackberry/protocol";
import { REQUESTS } from "../commands.ts";
import type { Pi } from "../identity/pi.ts";
import type { Trust } from "../identity/trust.ts";
import type { TrustStore } from "../identity/trust-store.ts";

/** `proof` is bound to one TLS session; empty when this Pi holds no secret. */
export function greeting(trust: Trust, pi: Pi, { version, proof }: { version: string; proof: Uint8Array }): Frame {
  const value = {
    protocol: PROTOCOL,
    protocolMinimum: PROTOCOL_MINIMUM,
    agentVersion: version,
    serial: pi.serial,
    model: pi.model,
    bootId: pi.bootId,
    cardId: trust.kind === "pending" ? "" : trust.cardId,
    cardName: trust.kind === "pending" ? "" : trust.cardName,
    cardProof: proof,
    adopted: trust.kind === "adopted",
    requests: [...REQUESTS],
  };
  return { id: 0, kind: "greeting", value };
}

/** `keyingMaterial` comes from the TLS session with the coordinator. Empty when this Pi holds no secret. */
export function agentProof(trust: Trust, keyingMaterial: Buffer): Buffer {
  return trust.kind !== "pending" && trust.secret ? proofOf(trust.secret, "agent", keyingMaterial) : Buffer.alloc(0);
}

/** The answer to adoption or welcome. Throws `unauthenticated` for everything that does not authenticate. */
export async function authenticate(frame: Frame, store: TrustStore, keyingMaterial: Buffer): Promise<Frame> {
  const { id } = frame;
  if (frame.kind === "adopt") {
    verifyAdoption(frame.value, store.trust, keyingMaterial);
    await store.adopt(frame.value.name || NO_NAME);
    return { id, kind: "adopted", value: {} };
  }
  if (frame.kind === "welcome") {
    if (store.trust.kind !== "adopted") throw new AppError("unauthenticated", "welcome before adoption");
    await store.confirm();
    return { id, kind: "done", value: {} };
  }
  throw new AppError("unauthenticated", `${frame.kind} before adoption`);
}

const NO_NAME = "(no name)";

function verifyAdoption({ cardProof: proof }: Message<"adopt">, trust: Trust, keyingMaterial: Buffer): void {
  if (trust.kind === "new" && trust.byPerson) return;
  if (trust.kind === "pending" || !trust.secret) {
    throw new AppError("unauthenticated", "this Pi holds no card secret, so nobody can adopt it");
  }
  if (!proof || !sameBytes(proof, proofOf(trust.secret, "coordinator", keyingMaterial))) {
    throw new AppError("unauthenticated", "the coordinator does not know this card's secret");
  }
}
