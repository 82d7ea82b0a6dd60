/** The first words of a session: greeting, then adoption or welcome. Nothing else is understood before. */
import type { TLSSocket } from "node:tls";
import {
  AppError,
  cardProof,
  type Frame,
  type Message,
  PROTOCOL,
  PROTOCOL_MINIMUM,
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

export function agentProof(trust: Trust, socket: TLSSocket): Buffer {
  return trust.kind !== "pending" && trust.secret ? cardProof(trust.secret, "agent", socket) : Buffer.alloc(0);
}

/** What came of a frame of a client that has shown the pin, but is not authenticated yet. */
export type Answer = { readonly reply: Frame; readonly as?: "adopted" | "welcome"; readonly name: string };

/** Throws `unauthenticated` for everything that does not authenticate, `invalid` when it says so but cannot. */
export async function authenticate(frame: Frame, store: TrustStore, socket: TLSSocket): Promise<Answer> {
  const { id } = frame;
  if (frame.kind === "adopt") {
    verifyAdoption(frame.value, store.trust, socket);
    const name = frame.value.name || "(no name)";
    await store.adopt(name);
    return { reply: { id, kind: "adopted", value: {} }, as: "adopted", name };
  }
  if (frame.kind === "welcome") {
    if (store.trust.kind !== "adopted") throw new AppError("unauthenticated", "welcome before adoption");
    await store.confirm();
    return { reply: { id, kind: "done", value: {} }, as: "welcome", name: frame.value.name || store.trust.name };
  }
  throw new AppError("unauthenticated", `${frame.kind} before adoption or welcome`);
}

function verifyAdoption({ cardProof: proof }: Message<"adopt">, trust: Trust, socket: TLSSocket): void {
  if (trust.kind === "new" && trust.byPerson) return;
  if (trust.kind === "pending" || !trust.secret) {
    throw new AppError("unauthenticated", "this Pi holds no card secret, so nobody can adopt it");
  }
  if (!proof || !sameBytes(proof, cardProof(trust.secret, "coordinator", socket))) {
    throw new AppError("unauthenticated", "the coordinator does not know this card's secret");
  }
}
