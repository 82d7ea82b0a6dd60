/** Clients of every kind without the pin: whether a single byte of the application comes back. */
import { connect as tcp } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { Act } from "../act.ts";
import { closedWithin } from "../wire/closed.ts";
import { connect, party, type Target } from "../wire/tls.ts";
import { UPGRADE } from "../wire/websocket.ts";

export interface CertificatesArgs {
  readonly target: Target;
  /** Certificate of the rack's coordinator, PEM: it is shown to anyone on the network. */
  readonly shown: string;
  /** The coordinator's key; only for the control, which must get an answer. */
  readonly key: string;
}

interface Try {
  readonly id: string;
  /** Bytes of the application that came back. */
  readonly bytes: number;
}

export const certificates: Act<CertificatesArgs> = async ({ target, shown, key }) => {
  const own = party();
  const tls: Record<string, () => ConnectionOptions> = {
    "no-certificate": () => ({}),
    "p-256": () => own,
    "p-384": () => party({ kind: "P-384" }),
    "p-521": () => party({ kind: "P-521" }),
    ed25519: () => party({ kind: "Ed25519" }),
    "rsa-2048": () => party({ kind: "RSA-2048" }),
    "rsa-4096": () => party({ kind: "RSA-4096" }),
    "name-of-the-coordinator": () => party({ subject: subjectOf(shown) }),
    "chain-with-the-coordinators": () => ({ key: own.key, cert: own.cert + shown }),
    "chain-of-50": () => ({ key: own.key, cert: own.cert + shown.repeat(49) }),
    "tls-1.2": () => ({ ...own, minVersion: "TLSv1.2", maxVersion: "TLSv1.2" }),
    "tls-1.2-with-the-pin": () => ({ ...party({ key }), minVersion: "TLSv1.2", maxVersion: "TLSv1.2" }),
    "tls-1.1": () => ({ ...own, minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }),
    "protocol-h2": () => ({ ...own, ALPNProtocols: ["h2"] }),
    "server-name-of-500": () => ({ ...own, servername: `${"a.".repeat(100)}pi` }),
  };
  const tries: Try[] = [];
  for (const [id, options] of Object.entries(tls)) tries.push({ id, bytes: await overTls(target, options()) });
  for (const [id, bytes] of Object.entries(PLAIN)) tries.push({ id, bytes: await overTcp(target, bytes) });
  const pinned = party({ key });
  return { tries, control: await overTls(target, pinned), resumed: await resumed(target, pinned) };
};

function subjectOf(certificate: string): string {
  // The product's certificates have a one-word subject; whatever it is, it proves nothing.
  return certificate.length > 0 ? "/CN=pi-coordinator" : "/CN=x";
}

const PLAIN: Readonly<Record<string, Buffer>> = {
  "plain-http": Buffer.from(UPGRADE),
  "ssl-2-hello": Buffer.from([0x80, 0x2e, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10, 1, 0, 0x80, ...Array(34).fill(7)]),
  "record-of-16-mb": Buffer.concat([Buffer.from([0x16, 3, 1, 0x40, 0, 1, 0xff, 0xff, 0xff]), Buffer.alloc(16_380, 1)]),
  "random-bytes": Buffer.alloc(20_000, 0xa5),
};

/** Sends an upgrade request right after the handshake, and counts the bytes that come back within two seconds. */
async function overTls(target: Target, options: ConnectionOptions): Promise<number> {
  const socket = await connect(target, options).catch(() => undefined);
  if (!socket) return 0;
  let bytes = 0;
  socket.on("data", (chunk) => {
    bytes += chunk.length;
  });
  socket.write(UPGRADE);
  await Promise.race([closedWithin(socket, 2_000), new Promise((resolve) => socket.once("data", resolve))]);
  socket.destroy();
  return bytes;
}

/** The bytes that come back, without the TLS alerts. */
async function overTcp(target: Target, bytes: Buffer): Promise<number> {
  const socket = tcp(target);
  socket.on("error", () => {});
  let back = 0;
  socket.on("data", (chunk) => {
    back += chunk[0] === 0x15 ? 0 : chunk.length;
  });
  socket.write(bytes);
  await closedWithin(socket, 1_000);
  socket.destroy();
  return back;
}

/** Whether a second connection of the pin's holder resumes the first: if so, its key was not proven again. */
async function resumed(target: Target, pinned: ConnectionOptions): Promise<boolean> {
  const first = await connect(target, pinned);
  let session: Buffer | undefined;
  first.on("session", (ticket) => {
    session = ticket;
  });
  await Promise.race([closedWithin(first, 500), new Promise((resolve) => first.once("session", resolve))]);
  first.destroy();
  if (!session) return false;
  const second = await connect(target, { session }).catch(() => undefined);
  const isReused = second?.isSessionReused() ?? false;
  second?.destroy();
  return isReused;
}
