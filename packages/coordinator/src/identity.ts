/** The coordinator's secrets and its own Pi, read at the start. */
import { execFile } from "node:child_process";
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { readSmallFile } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";
import type { TlsIdentity } from "./fleet/nodes/dialer.ts";

const exec = promisify(execFile);

/** The key and a self-signed certificate for it, made once by openssl; only the key in the certificate matters. */
export async function tlsIdentity(keyPath: string, certificatePath: string): Promise<TlsIdentity> {
  const key = await required(keyPath);
  const present = await readFile(certificatePath, "utf8").catch(() => "");
  if (fits(present, key)) return { key, cert: present };
  const subject = ["-subj", "/CN=pi-coordinator", "-days", "36500"];
  try {
    const { stdout } = await exec("openssl", ["req", "-x509", "-new", "-sha256", "-key", keyPath, ...subject]);
    await writeFile(certificatePath, stdout, { mode: 0o600 });
    return { key, cert: stdout };
  } catch (cause) {
    const words = String((cause as { stderr?: string }).stderr ?? cause).trim();
    throw new AppError("command-failed", `openssl could not make a certificate: ${words}`, { cause });
  }
}

function fits(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

export async function rackSecret(path: string): Promise<Buffer> {
  const text = (await required(path)).trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, "hex");
  throw new AppError("invalid", `${path} must contain 64 hex digits: use the file that pictl init made`);
}

/** The public half of the owner's release key; undefined when the master's card had none. */
export async function releaseKey(path: string): Promise<KeyObject | undefined> {
  const pem = await readFile(path, "utf8").catch(() => undefined);
  if (pem === undefined) return undefined;
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new AppError("invalid", `${path} is not a public key: make the master's card again with pictl`, { cause });
  }
}

const SERIALS = ["/proc/device-tree/serial-number", "/sys/firmware/devicetree/base/serial-number"];

/** The serial number of this Pi; "" on a machine that has none: then rack.yaml must name the control plane. */
export async function ownSerial(paths: readonly string[] = SERIALS): Promise<string> {
  for (const path of paths) {
    const text = await readFile(path, "utf8").catch(() => "");
    const serial = text.replace(/\0+$/, "").trim();
    if (serial) return grammar.serial(serial);
  }
  return "";
}

async function required(path: string): Promise<string> {
  const text = await readSmallFile(path);
  if (text !== undefined) return text;
  throw new AppError("refused", `${path} does not exist: it comes with the master's card (pictl card --master)`);
}
