/** Parsers for external values that end up in a file, an argument list or a name. */
import { isIPv4 } from "node:net";
import { AppError } from "./error.ts";
import { quoted } from "./quoted.ts";

const matching =
  (what: string, pattern: RegExp, max = 253) =>
  (value: unknown): string => {
    if (typeof value === "string" && value.length <= max && pattern.test(value)) return value;
    throw new AppError("invalid", `not ${what}: ${quoted(value)}`);
  };

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** RFC 1123 label, lower case, 1 to 63: host name, Kubernetes node name. */
export const label = matching("a host name (a-z, 0-9 and -, at most 63)", new RegExp(`^${LABEL}$`), 63);
/** The cluster's own name in the nodes' domain: api.kube.local resolves to a control plane that answers. */
export const API_LABEL = "api";

/** A label that a node may use as its name. */
export function nodeName(value: unknown): string {
  const name = label(value);
  if (name !== API_LABEL) return name;
  throw new AppError("invalid", `${API_LABEL} is the cluster's own name, so no node can have it: choose another`);
}

/** Dotted labels: kube.local. */
export const domain = matching(
  "a domain (such as kube.local: a-z, 0-9 and -, with dots between)",
  new RegExp(`^${LABEL}(?:\\.${LABEL})*$`),
);

const anySerial = matching("a serial number", /^[0-9A-Za-z][0-9A-Za-z:_-]{0,63}$/);
/** Serial number as in the device tree. Hexadecimal ones, such as a Pi's, are compared in lower case. */
export function serial(value: unknown): string {
  const text = anySerial(value);
  return /^[0-9A-Fa-f]+$/.test(text) ? text.toLowerCase() : text;
}
/** 32 lower-case hex digits. */
export const cardId = matching("a card id (32 hex digits)", /^[0-9a-f]{32}$/);
/** SHA-256 of a public key (SPKI, DER), 64 lower-case hex digits. */
export const keyHash = matching("a pin (64 hex digits)", /^[0-9a-f]{64}$/);
/** MAJOR.MINOR.PATCH without v. */
export const kubernetesVersion = matching("a Kubernetes version (such as 1.36.3)", /^1\.\d{1,2}\.\d{1,3}$/);
/** MAJOR.MINOR: 1.36. */
export const kubernetesMinor = matching("a Kubernetes minor (such as 1.36)", /^1\.\d{1,2}$/);
/** Operation id: 1 to 64 of a-z, 0-9, -. */
export const operationId = matching("an operation id", /^[a-z0-9][a-z0-9-]{0,63}$/);
/** Name of a kubeadm phase or preflight check: NumCPU, addon/coredns. */
export const kubeadmWord = matching("a kubeadm name", /^[A-Za-z][A-Za-z0-9/-]{0,62}(?:--[A-Za-z0-9.-]{1,60})?$/);
/** Account name that useradd accepts; never root. */
export const userName = matching("a user name", /^(?!root$)[a-z_][a-z0-9_-]{0,31}$/);
/** Characters of an ssh key's comment that are kept. */
export const MAX_SSH_COMMENT = 200;
/**
 * One line of authorized_keys without options: type, base64, and a comment of any text. The decoded key is checked
 * where a person entered it (packages/config/src/ssh-key.ts). An RSA key of 16,384 bits has 2,760 characters.
 */
export const sshKey = matching(
  "an ssh public key",
  /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: [^\p{Cc}\p{Zl}\p{Zp}]{0,200})?$/u,
  3_200,
);
/** http or https URL without credentials, blanks or control characters. */
export const httpUrl = matching("an http(s) URL", /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9.:_~%/+-]*)?$/, 500);
/** Registry host, with an optional port: docker.io, registry.rack:5000. */
export const registryHost = matching("a registry", /^[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?::\d{1,5})?$/);
/** Where images are: registry host and path, no tag. */
export const imageRepository = matching("an image repository", /^[a-z0-9][a-z0-9.:_/-]{0,253}$/);
/** Version of a Debian package, without epoch and revision: 0.1.0, 0.2.0~rc1. */
export const packageVersion = matching("a package version (such as 0.1.0)", /^\d[0-9A-Za-z.+~]{0,39}$/);
/** dpkg's name for an architecture: arm64. */
export const architecture = matching("an architecture (such as arm64)", /^[a-z][a-z0-9]{1,15}$/);
/** 32 lower-case hex digits. */
export const rolloutId = matching("a rollout (32 hex digits)", /^[0-9a-f]{32}$/);
/** Lower-case hex. */
export const sha256 = matching("a SHA-256 (64 hex digits)", /^[0-9a-f]{64}$/);
/** A signature by a P-256 key (DER), as lower-case hex. */
export const signature = matching("a signature in hex", /^(?:[0-9a-f]{2}){8,72}$/);

/** Whole number of bytes from 0 to `max`. */
export function byteCount(value: unknown, max: number): number {
  const bytes = Number(value ?? 0);
  if (Number.isSafeInteger(bytes) && bytes >= 0 && bytes <= max) return bytes;
  throw new AppError("invalid", `not a number of bytes from 0 to ${max}: ${String(value).slice(0, 80)}`);
}
/** ASCII-armoured PGP public key. */
export const pgpKey = matching(
  "an ASCII-armoured PGP public key",
  /^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n/,
  32_767,
);
/** One X.509 certificate as PEM. */
export const certificate = matching(
  "a certificate (PEM)",
  /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n$/,
  8_192,
);

/** Dotted IPv4 address. */
export function ipv4(value: unknown): string {
  if (typeof value === "string" && isIPv4(value)) return value;
  throw new AppError("invalid", `not an IPv4 address: ${quoted(value)}`);
}

/** Subnet in CIDR form whose host bits are zero: 10.244.0.0/16, prefix 8 to 30. */
export function subnet(value: unknown): string {
  const [address, prefix, more] = typeof value === "string" ? value.split("/") : [];
  const bits = Number(prefix);
  if (address && isIPv4(address) && more === undefined && /^\d{1,2}$/.test(prefix ?? "") && bits >= 8 && bits <= 30) {
    const network = networkAddress(address, bits);
    if (network === address) return value as string;
    throw new AppError("invalid", `${quoted(value)} is an address in ${network}/${bits}: write the network itself`);
  }
  throw new AppError("invalid", `not a subnet such as 10.244.0.0/16: ${quoted(value)}`);
}

/** Whether two subnets (already parsed) share an address. */
export function overlap(a: string, b: string): boolean {
  const bits = Math.min(Number(a.split("/")[1]), Number(b.split("/")[1]));
  const network = (cidr: string) => Math.floor(numeric(cidr.split("/")[0] ?? "") / 2 ** (32 - bits));
  return network(a) === network(b);
}

/** Whether all addresses of the subnet `inner` are in `outer` (both already parsed). */
export const isWithin = (inner: string, outer: string): boolean =>
  Number(inner.split("/")[1]) >= Number(outer.split("/")[1]) && overlap(inner, outer);

/** Whether an address is in a subnet (both already parsed). */
export const isIn = (address: string, subnet: string): boolean => overlap(`${address}/32`, subnet);

/** The first address of the subnet with a prefix of `bits` bits that contains `address`. */
function networkAddress(address: string, bits: number): string {
  const octets = address.split(".").map(Number);
  return octets.map((octet, at) => octet & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * at)))).join(".");
}

const numeric = (address: string) => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
