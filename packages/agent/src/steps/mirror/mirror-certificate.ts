/** The image mirror's key and certificate, made on the master. Workers are given the certificate and trust no other. */
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { markStale } from "../tools/stale-units.ts";
import { IMAGES_CERTIFICATE, IMAGES_KEY, MIRROR_SETTINGS, SERVE_IMAGES } from "./mirror-units.ts";

/** The name that workers use: it stays the same when addresses change. */
export const mirrorHost = ({ name, domain }: NodeSpec): string => `${name}.${domain}`;

export async function isCertified(host: Host, name: string): Promise<boolean> {
  const [key, certificate] = [await host.read(IMAGES_KEY), await host.read(IMAGES_CERTIFICATE)];
  if (!key || !certificate) return false;
  try {
    const parsed = new X509Certificate(certificate);
    return parsed.checkPrivateKey(createPrivateKey(key)) && parsed.checkHost(name) === name;
  } catch {
    // Truncated by a power cut: made again.
    return false;
  }
}

export async function ensureCertificate(host: Host, name: string): Promise<void> {
  if (await isCertified(host, name)) return;
  await markStale(host, SERVE_IMAGES);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await host.makeDirectory(MIRROR_SETTINGS);
  await host.write(IMAGES_KEY, privateKey.export({ type: "pkcs8", format: "pem" }) as string, { mode: 0o600 });
  const subject = ["-subj", "/CN=rackberry mirror", "-addext", `subjectAltName=DNS:${name}`] as const;
  const request = ["openssl", "req", "-x509", "-key", IMAGES_KEY, ...subject, "-days", "36500", "-batch"] as const;
  await host.write(IMAGES_CERTIFICATE, await host.run(request));
}
