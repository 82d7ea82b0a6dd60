/**
 * The agent's package as the owner signs it: a description of the file, signed with the rack's release key. The key
 * stays on the laptop; every agent knows its hash from its card, so having the coordinator's disk is not enough to
 * offer another package.
 */
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { AppError } from "./error.ts";
import { architecture, byteCount, packageVersion, rolloutId, sha256 } from "./grammar.ts";
import { MAX_PACKAGE } from "./limits.ts";
import { compareVersions } from "./package-version.ts";
import { keyHashOf } from "./trust.ts";
import type { Message } from "./wire.ts";

export interface PackageManifest {
  /** Debian version without epoch and revision. */
  readonly version: string;
  /** dpkg's name for it. */
  readonly architecture: string;
  /** Bytes of the .deb file. */
  readonly size: number;
  /** Of the .deb file, lower-case hex. */
  readonly sha256: string;
  /** Permission to replace a newer agent; absent: none. */
  readonly downgrade?: Downgrade;
}

/** Each node uses it at most once, whatever happens; for another downgrade, the owner signs again. */
export interface Downgrade {
  /** The rollout for which it is valid: 32 random hex digits, chosen by pictl. */
  readonly rollout: string;
  /** The newest version that may be replaced. */
  readonly from: string;
}

export interface SignedPackage {
  readonly manifest: PackageManifest;
  /** ECDSA with SHA-256, DER. */
  readonly signature: Uint8Array;
}

type PackageMessage = NonNullable<Message<"upgrade">["package"]>;

type Unparsed<T> = { readonly [K in keyof T]?: unknown };

/** Throws `invalid` naming what does not fit. */
export function parseManifest(
  value: Unparsed<Omit<PackageManifest, "downgrade">> & { readonly downgrade?: Unparsed<Downgrade> | null },
): PackageManifest {
  const size = byteCount(value.size, MAX_PACKAGE);
  if (size === 0) throw new AppError("invalid", "the package is empty");
  return {
    version: packageVersion(value.version),
    architecture: architecture(value.architecture),
    size,
    sha256: sha256(value.sha256),
    ...(value.downgrade && {
      downgrade: { rollout: rolloutId(value.downgrade.rollout), from: packageVersion(value.downgrade.from) },
    }),
  };
}

/** Whether the versions allow the package to replace an agent of `version`. */
export function mayReplace(manifest: Pick<PackageManifest, "version" | "downgrade">, version: string): boolean {
  if (compareVersions(manifest.version, version) >= 0) return true;
  return manifest.downgrade !== undefined && compareVersions(version, manifest.downgrade.from) <= 0;
}

/** The first line is used nowhere else, so a signature made with this key for another purpose (TLS) does not verify. */
const manifestText = ({ version, architecture, size, sha256, downgrade }: PackageManifest): Buffer =>
  Buffer.from(
    `rackberry agent package v1\nversion ${version}\narchitecture ${architecture}\nsize ${size}\nsha256 ${sha256}\n` +
      `downgrade ${downgrade ? `from ${downgrade.from} in rollout ${downgrade.rollout}` : "refused"}\n`,
  );

/** `key` is the private release key. */
export function signPackage(manifest: PackageManifest, key: KeyObject): SignedPackage {
  return { manifest, signature: sign("sha256", manifestText(manifest), key) };
}

/** Throws `refused` unless the holder of `key` signed exactly this. */
export function verifyPackage({ manifest, signature }: SignedPackage, key: KeyObject): void {
  if (key.asymmetricKeyType === "ec" && verify("sha256", manifestText(manifest), key, signature)) return;
  throw new AppError(
    "refused",
    `the signature of pi-agent ${manifest.version} was not made with this rack's release key: sign it with pictl upgrade`,
  );
}

/** The package as a message, with the public half of `key`. */
export function packageMessage({ manifest, signature }: SignedPackage, key: KeyObject): PackageMessage {
  return { ...manifest, signature, publicKey: key.export({ type: "spki", format: "der" }) };
}

/** A package as received: nothing in it is trusted before `verifyRelease`. */
export interface ReceivedPackage extends SignedPackage {
  /** The key that claims to have signed it. */
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

/** Throws `refused` unless the holder of the key with the hash `release` signed exactly this; "" matches no key. */
export function verifyRelease(received: ReceivedPackage, release: string): void {
  const what = `pi-agent ${received.manifest.version}`;
  if (release === "") {
    const cure = "write its card again, or name both words of pictl pin: sudo pi-agent trust PIN RELEASE";
    throw new AppError("refused", `${what} cannot be verified, since this Pi knows no release key: ${cure}`);
  }
  if (keyHashOf(received.key) !== release) {
    throw new AppError("refused", `${what} is signed with another key than this rack's release key`);
  }
  verifyPackage(received, received.key);
}

function publicKeyOf(der: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), type: "spki", format: "der" });
  } catch (cause) {
    throw new AppError("invalid", "the signer's public key is not a key", { cause });
  }
}
