/** For tests: public keys as ssh-keygen prints them. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";

const part = (text: string | undefined) => Buffer.from(text ?? "", "base64url");

/** An SSH string: its length in four bytes, then its content (RFC 4251 5). */
export function sshString(bytes: string | Uint8Array): Buffer {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

/** An mpint has a leading zero when its first bit is set. */
const mpint = (bytes: Buffer) => sshString((bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));

export const blobOf = (...strings: Buffer[]): string => Buffer.concat(strings).toString("base64");

/** A fresh key of each type that sshd accepts, without a comment, by type. */
export function freshKeys(): ReadonlyMap<string, string> {
  const jwk = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: "jwk" });
  const point = ({ x, y }: JsonWebKey) => Buffer.concat([Buffer.from([4]), part(x), part(y)]);
  const ed = part(jwk(generateKeyPairSync("ed25519")).x);
  const rsa = jwk(generateKeyPairSync("rsa", { modulusLength: 2048 }));
  const [p256, p384, p521] = (["P-256", "P-384", "P-521"] as const).map((namedCurve) =>
    point(jwk(generateKeyPairSync("ec", { namedCurve }))),
  );
  const of = (type: string, ...fields: Buffer[]) => [type, `${type} ${blobOf(sshString(type), ...fields)}`] as const;
  const touch = sshString("ssh:");
  return new Map([
    of("ssh-ed25519", sshString(ed)),
    of("ssh-rsa", mpint(part(rsa.e)), mpint(part(rsa.n))),
    of("ecdsa-sha2-nistp256", sshString("nistp256"), sshString(p256 ?? "")),
    of("ecdsa-sha2-nistp384", sshString("nistp384"), sshString(p384 ?? "")),
    of("ecdsa-sha2-nistp521", sshString("nistp521"), sshString(p521 ?? "")),
    of("sk-ssh-ed25519@openssh.com", sshString(ed), touch),
    of("sk-ecdsa-sha2-nistp256@openssh.com", sshString("nistp256"), sshString(p256 ?? ""), touch),
  ]);
}

interface JsonWebKey {
  readonly x?: string;
  readonly y?: string;
}

/** An ed25519 key with this comment. */
export const freshKey = (comment: string): string => `${freshKeys().get("ssh-ed25519")} ${comment}`;
