/** Checks a public key of rack.yaml by decoding it: a key that sshd does not accept would lock its owner out. */
import { createPublicKey } from "node:crypto";
import { AppError, grammar } from "@rackberry/protocol";

/** Checks the fields of a blob after its type: RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, OpenSSH's PROTOCOL.u2f. */
type Rest = (fields: readonly Buffer[]) => string | undefined;

const MIN_RSA_BITS = 1024;
const MAX_RSA_BITS = 16_384;

const KINDS: ReadonlyMap<string, { readonly fields: number; readonly rest: Rest }> = new Map([
  ["ssh-ed25519", { fields: 1, rest: ([point]) => ed25519(point) }],
  ["ssh-rsa", { fields: 2, rest: ([, modulus]) => rsa(modulus) }],
  ["ecdsa-sha2-nistp256", { fields: 2, rest: ([curve, point]) => ecdsa(curve, point, "nistp256") }],
  ["ecdsa-sha2-nistp384", { fields: 2, rest: ([curve, point]) => ecdsa(curve, point, "nistp384") }],
  ["ecdsa-sha2-nistp521", { fields: 2, rest: ([curve, point]) => ecdsa(curve, point, "nistp521") }],
  ["sk-ssh-ed25519@openssh.com", { fields: 2, rest: ([point]) => ed25519(point) }],
  ["sk-ecdsa-sha2-nistp256@openssh.com", { fields: 3, rest: ([curve, point]) => ecdsa(curve, point, "nistp256") }],
]);

const TYPE = /^(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+$/;
const COPY = "copy the one line of your .pub file again";

/**
 * One line of a .pub file, as `TYPE BLOB COMMENT` with single blanks. Throws `invalid` saying what it is instead,
 * without repeating anything that may be a secret.
 */
export function sshKey(value: unknown): string {
  const line = typeof value === "string" ? value.trim() : "";
  const [type = "", blob = "", ...comment] = line.split(/[ \t\r\n]+/);
  const other = otherThanKey(line, type);
  if (other) throw new AppError("invalid", other);
  const wrong = blob === "" ? `${type} without the key itself: ${COPY}` : judge(type, blob);
  if (wrong) throw new AppError("invalid", wrong);
  return grammar.sshKey(
    [
      type,
      blob,
      comment
        .join(" ")
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
        .replaceAll("\ufffd", "?")
        .slice(0, grammar.MAX_SSH_COMMENT),
    ]
      .filter(Boolean)
      .join(" "),
  );
}

/** A sentence that says what was pasted instead of a public key; undefined when the line begins like a key. */
function otherThanKey(line: string, type: string): string | undefined {
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(line)) {
    return "this is a private key, which must stay where it is: give its public half, the line in the .pub file beside it";
  }
  if (KINDS.has(type)) return undefined;
  if (type === "ssh-dss") return "sshd no longer accepts DSA keys (ssh-dss): make a key with ssh-keygen -t ed25519";
  if (/-cert-v0\d@openssh\.com$/.test(type)) {
    return `${type} is a certificate: name the key itself, the line in the .pub file`;
  }
  if (/^(?:SHA256|MD5):/.test(type) || /^\d+$/.test(type)) {
    return "this is a key's fingerprint, not the key: give the line in the .pub file";
  }
  if (/^AAAA[A-Za-z0-9+/]/.test(type)) return `the key's type is missing in front of it (ssh-ed25519 …): ${COPY}`;
  if (/^-+ ?BEGIN/.test(line)) {
    return "this is a key in another format: ssh-keygen -i -f FILE prints it as the one line that is needed";
  }
  if (TYPE.test(type))
    return `${type.slice(0, 60)} is not a supported type of key: make a key with ssh-keygen -t ed25519`;
  if (/(?:^|[\s",])(?:sk-)?(?:ssh|ecdsa)-\S+ +AAAA/.test(line)) {
    return "options before a key (from=…, command=…) are not allowed here: write the key alone, and put the line with options into the account's authorized_keys on the Pi";
  }
  if (/^[~/.]|\.pub$/.test(line)) {
    return "this is a file's name: write the line that is in it, or copy the file beside rack.yaml and name it in user.sshKeysFile";
  }
  return "not an ssh public key: give the line in a .pub file (ssh-ed25519 AAAA…)";
}

/** Why sshd would not accept it; undefined when it would. */
function judge(type: string, blob: string): string | undefined {
  const kind = KINDS.get(type);
  const bytes = Buffer.from(blob, "base64");
  if (!kind || bytes.toString("base64") !== blob) {
    return `this ${type} key is damaged (${blob.length} characters that are not complete base64): ${COPY}`;
  }
  const [inner, ...fields] = fieldsOf(bytes) ?? [];
  if (inner === undefined) return `this ${type} key was cut off, or put together from two: ${COPY}`;
  const said = inner.toString("latin1");
  if (said !== type) {
    const what = TYPE.test(said) ? `a key of the type ${said.slice(0, 60)}` : "no key";
    return `it says ${type}, but what follows is ${what}: ${COPY}`;
  }
  if (fields.length !== kind.fields) return `this ${type} key was cut off, or put together from two: ${COPY}`;
  const wrong = kind.rest(fields);
  return wrong && `this ${type} key is damaged (${wrong}): ${COPY}`;
}

/** The strings of a blob: four bytes of length, then that many bytes; undefined if the last does not end the blob. */
function fieldsOf(blob: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

const ed25519 = (point: Buffer | undefined): string | undefined =>
  point?.length === 32 ? undefined : `${point?.length} bytes instead of 32`;

function rsa(modulus: Buffer | undefined): string | undefined {
  // An mpint of RFC 4251: no superfluous leading zeros, negative when the first bit is set.
  const first = modulus?.[0] ?? 0x80;
  const bits = BigInt(`0x0${modulus?.toString("hex") ?? ""}`).toString(2).length;
  if (first >= 0x80 || (first === 0 && (modulus?.[1] ?? 0) < 0x80)) return "its modulus is not a positive number";
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)
    return `${bits} bits, but sshd accepts ${MIN_RSA_BITS} to ${MAX_RSA_BITS}`;
  return undefined;
}

const CURVES: Readonly<Record<string, string>> = { nistp256: "P-256", nistp384: "P-384", nistp521: "P-521" };

function ecdsa(curve: Buffer | undefined, point: Buffer | undefined, wanted: string): string | undefined {
  const said = curve?.toString("latin1");
  if (said !== wanted) return `its curve is not ${wanted}`;
  const half = ((point?.length ?? 1) - 1) / 2;
  const [x, y] = [point?.subarray(1, 1 + half), point?.subarray(1 + half)].map((half) => half?.toString("base64url"));
  try {
    if (point?.[0] !== 4) throw new Error("not an uncompressed point");
    createPublicKey({ format: "jwk", key: { kty: "EC", crv: CURVES[wanted], x, y } });
    return undefined;
  } catch {
    return `not a point of ${wanted}`;
  }
}
