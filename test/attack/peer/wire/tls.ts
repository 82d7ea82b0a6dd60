/** TLS with node:tls alone: a client and a server with any key and certificate. */
import { execFileSync } from "node:child_process";
import { createHmac, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionOptions, type TLSSocket, connect as tlsConnect } from "node:tls";
import { closed } from "./closed.ts";

export interface Party {
  readonly key: string;
  readonly cert: string;
}

type KeyKind = "P-256" | "P-384" | "P-521" | "Ed25519" | "RSA-2048" | "RSA-4096" | "RSA-8192";

function privateKey(kind: KeyKind): KeyObject {
  if (kind === "Ed25519") return generateKeyPairSync("ed25519").privateKey;
  if (kind.startsWith("RSA")) return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)) }).privateKey;
  return generateKeyPairSync("ec", { namedCurve: kind }).privateKey;
}

/** A key and its self-signed certificate; `key` replaces a fresh one. */
export function party({ kind = "P-256", key, subject = "/CN=x", serial }: PartyOptions = {}): Party {
  const pem = key ?? (privateKey(kind).export({ type: "pkcs8", format: "pem" }) as string);
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  try {
    const path = join(folder, "key.pem");
    writeFileSync(path, pem, { mode: 0o600 });
    const more = serial === undefined ? [] : ["-set_serial", serial];
    const argv = ["req", "-x509", "-key", path, "-subj", subject, "-days", "1", ...more];
    return { key: pem, cert: execFileSync("openssl", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface PartyOptions {
  readonly kind?: KeyKind;
  readonly key?: string;
  readonly subject?: string;
  readonly serial?: string;
}

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Resolves when the handshake is complete; rejects when it is refused, or not complete in `seconds`. */
export async function connect(target: Target, options: ConnectionOptions = {}, seconds = 5): Promise<TLSSocket> {
  const socket = tlsConnect({ ...target, rejectUnauthorized: false, checkServerIdentity: () => undefined, ...options });
  socket.on("error", () => {});
  const cut = setTimeout(() => socket.destroy(new Error("too late")), seconds * 1000);
  try {
    const isOpen = await Promise.race([
      new Promise<true>((resolve) => socket.once("secureConnect", () => resolve(true))),
      closed(socket),
    ]);
    if (!isOpen) throw new Error("closed in the handshake");
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(cut);
  }
}

/** Proof of knowing a card's secret, bound to this session (RFC 5705), as both ends of rackberry make it. */
export function cardProof(secret: Buffer, side: "agent" | "coordinator", socket: TLSSocket): Buffer {
  const material = socket.exportKeyingMaterial(32, "EXPERIMENTAL-rackberry-card", Buffer.alloc(0));
  return createHmac("sha256", secret).update(`rackberry card proof v1 ${side}\0`).update(material).digest();
}

export const newId = (): string => randomBytes(16).toString("hex");
