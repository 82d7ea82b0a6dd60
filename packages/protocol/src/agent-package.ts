/** A package of the agent as its owner signs it: what the file is, said with the coordinator's key. */
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { AppError } from "./error.ts";
import { architecture, byteCount, packageVersion, sha256 } from "./grammar.ts";
import { MAX_PACKAGE } from "./limits.ts";
import { keyHashOf } from "./trust.ts";
import type { Message } from "./wire.ts";

export interface PackageManifest {
  /** Debian version without epoch and revision. */
  readonly version: string;
  /** dpkg's word. */
  readonly architecture: string;
  /** Of the .deb file, in bytes. */
  readonly size: number;
  /** Of the .deb file, lower-case hex. */
  readonly sha256: string;
  /** It may take the place of a newer one. */
  readonly allowDowngrade: boolean;
}

export interface SignedPackage {
  readonly manifest: PackageManifest;
  /** ECDSA with SHA-256, DER. */
  readonly signature: Uint8Array;
}

type PackageMessage = NonNullable<Message<"upgrade">["package"]>;

/** Throws `invalid` naming what does not fit. */
export function parseManifest(value: { readonly [K in keyof PackageManifest]?: unknown }): PackageManifest {
  const size = byteCount(value.size, MAX_PACKAGE);
  if (size === 0) throw new AppError("invalid", "an empty package");
  return {
    version: packageVersion(value.version),
    architecture: architecture(value.architecture),
    size,
    sha256: sha256(value.sha256),
    allowDowngrade: value.allowDowngrade === true,
  };
}

/** Its first line is of use for nothing else: a signature made elsewhere with this key (TLS) does not verify here. */
const manifestText = ({ version, architecture, size, sha256, allowDowngrade }: PackageManifest): Buffer =>
  Buffer.from(
    `rackberry agent package v1\nversion ${version}\narchitecture ${architecture}\nsize ${size}\nsha256 ${sha256}\n` +
      `downgrade ${allowDowngrade ? "allowed" : "refused"}\n`,
  );

/** `key` is the coordinator's private one. */
export function signPackage(manifest: PackageManifest, key: KeyObject): SignedPackage {
  return { manifest, signature: sign("sha256", manifestText(manifest), key) };
}

/** Throws `refused` unless the holder of `key` signed exactly this. */
export function verifyPackage({ manifest, signature }: SignedPackage, key: KeyObject): void {
  if (key.asymmetricKeyType === "ec" && verify("sha256", manifestText(manifest), key, signature)) return;
  throw new AppError("refused", `the signature of pi-agent ${manifest.version} is not this rack's: sign it with pictl`);
}

/** As it crosses the wire, with the public half of `key`. */
export function packageMessage({ manifest, signature }: SignedPackage, key: KeyObject): PackageMessage {
  return { ...manifest, signature, publicKey: key.export({ type: "spki", format: "der" }) };
}

/** A package as it arrived: nothing of it is believed before `verifyPinned`. */
export interface ReceivedPackage extends SignedPackage {
  /** Who claims to have signed it. */
  readonly key: KeyObject;
}

/** Throws `invalid` for what does not fit the grammar. */
export function parsePackage(message: PackageMessage | null | undefined): ReceivedPackage {
  const { signature, publicKey, ...manifest } = message ?? {};
  return {
    manifest: parseManifest(manifest),
    signature: signature ?? new Uint8Array(),
    key: publicKeyOf(publicKey ?? new Uint8Array()),
  };
}

/** Throws `refused` unless the holder of the key with the hash `pin` signed exactly this. */
export function verifyPinned(received: ReceivedPackage, pin: string): void {
  if (keyHashOf(received.key) !== pin) {
    throw new AppError("refused", `pi-agent ${received.manifest.version} is signed with a key without the rack's pin`);
  }
  verifyPackage(received, received.key);
}

function publicKeyOf(der: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), type: "spki", format: "der" });
  } catch (cause) {
    throw new AppError("invalid", "a signer's public key that is none", { cause });
  }
}
