/** The agent's own key, made at the first start on this card, and the certificate that TLS needs for it. */
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { AppError, keyHashOf } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";

export interface AgentKey {
  /** PEM, PKCS #8, P-256. */
  readonly key: string;
  /** PEM, self-signed; its dates are never checked. */
  readonly certificate: string;
  /** SHA-256 of the public key, by which the coordinator identifies this agent. */
  readonly hash: string;
  /** First 8 hex digits of the hash, for names and people. */
  readonly shortId: string;
  /** Whether the key was created just now. */
  readonly isNew: boolean;
}

/**
 * Reads agent.key and agent.crt in `folder`, or creates them. A certificate that does not match the key (a power cut
 * between the two writes) is created again; an unreadable key is an error, since a new key would be a new identity.
 */
export async function agentKey(host: Host, folder: string): Promise<AgentKey> {
  const keyPath = `${folder}/agent.key`;
  const certificatePath = `${folder}/agent.crt`;
  const stored = await host.read(keyPath);
  const key = stored || newKey();
  if (!stored) {
    await host.makeDirectory(folder, { mode: 0o700 });
    await host.write(keyPath, key, { mode: 0o600 });
  }
  const hash = hashOf(keyPath, key);
  let certificate = await host.read(certificatePath);
  if (!certificate || certifiedHash(certificate) !== hash) {
    certificate = await selfSigned(host, keyPath);
    await host.write(certificatePath, certificate, { mode: 0o600 });
  }
  return { key, certificate, hash, shortId: hash.slice(0, 8), isNew: !stored };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

/** Uses the openssl program: Node can create keys, but not certificates. */
function selfSigned(host: Host, keyPath: string): Promise<string> {
  return host.run(["openssl", "req", "-x509", "-key", keyPath, "-subj", "/CN=pi-agent", "-days", "36500", "-batch"]);
}

function hashOf(path: string, key: string): string {
  try {
    return keyHashOf(createPrivateKey(key));
  } catch (cause) {
    throw new AppError("refused", `${path} holds no key; remove it to give this Pi a new identity`, { cause });
  }
}

function certifiedHash(certificate: string): string | undefined {
  try {
    return keyHashOf(new X509Certificate(certificate).publicKey);
  } catch {
    return undefined;
  }
}
