/** Identities: key hashes, card secrets, and proofs that are bound to one TLS session. */
import {
  createHash,
  createHmac,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
  type X509Certificate,
} from "node:crypto";
import type { TLSSocket } from "node:tls";
import { AppError } from "./error.ts";

/** SHA-256 of the public key (SPKI, DER), lower-case hex: the pin of a coordinator, the identity of an agent. */
export function keyHashOf(key: KeyObject): string {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** Key hash of the other end of a TLS connection; undefined when it showed no certificate. */
export function peerKeyHash(socket: TLSSocket): string | undefined {
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  return certificate && keyHashOf(certificate.publicKey);
}

/** What the owner made a card for: only the master's may become the control plane; all others are workers. */
export type CardRole = "control-plane" | "worker";

export interface CardKind {
  readonly role: CardRole;
  /** An RFC 1123 label; absent or "": the card has no name. */
  readonly name?: string;
}

/**
 * Secret of one card: HKDF-SHA-256(rack secret, salt = card id, RFC 5869), 32 bytes. Role and name are part of the
 * info, so a card whose name was changed proves nothing, and a worker's card cannot pass for the master's.
 */
export function cardSecret(rackSecret: Buffer, cardId: string, { role, name = "" }: CardKind): Buffer {
  // Neither a role nor a label contains a blank, so no two kinds share the same info.
  return derive(rackSecret, cardId, `rackberry card secret v2 for ${role}${name && ` named ${name}`}`);
}

/**
 * Bearer token of pictl for the coordinator's API, 64 hex digits: the one that the owner has put into a separate file
 * on both sides, to change it without a new rack; else the one derived from the rack secret. Throws `invalid` for a
 * file with anything else.
 */
export function apiToken(rackSecret: Buffer, file?: string): string {
  if (file === undefined) return derive(rackSecret, "", "rackberry pictl token v1").toString("hex");
  // The value is left out: it may be a token with one digit too many.
  if (!/^[0-9a-f]{64}\n?$/.test(file)) throw new AppError("invalid", "api.token: 64 hex digits are expected");
  return file.trim();
}

/** 16 random bytes as hex. */
export const newCardId = (): string => randomBytes(16).toString("hex");

export type Side = "agent" | "coordinator";

/**
 * Proof of knowing the card secret, valid only in this TLS session (RFC 5705 exporter): a relay has different keys on
 * each side, so a proof that it passes on does not verify. Each side's proof differs, so none can be reflected.
 */
export function cardProof(secret: Buffer, side: Side, socket: TLSSocket): Buffer {
  return proofOf(secret, side, keyingMaterialOf(socket));
}

/** 32 bytes known only to the two ends of this TLS session; useless without a card's secret. */
export const keyingMaterialOf = (socket: TLSSocket): Buffer =>
  socket.exportKeyingMaterial(32, "EXPERIMENTAL-rackberry-card", Buffer.alloc(0));

/** The proof for given keying material: the process that has the secret is not the one that has the TLS session. */
export function proofOf(secret: Buffer, side: Side, keyingMaterial: Buffer): Buffer {
  return createHmac("sha256", secret).update(`rackberry card proof v1 ${side}\0`).update(keyingMaterial).digest();
}

/** Constant-time comparison; different lengths are different. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function derive(secret: Buffer, salt: string, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, 32));
}
