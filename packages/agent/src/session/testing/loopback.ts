/** For tests of the session: the real door and session over TLS on loopback, with a recorder as the host's side. */
import { execFileSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import {
  AppError,
  type Channel,
  type Frame,
  inbox,
  keyHashOf,
  memoryChannel,
  signing,
  websocketChannel,
} from "@rackberry/protocol";
import { WebSocket } from "ws";
import { serveCoordinator } from "../../executor/serve-coordinator.ts";
import { systemClock } from "../../host/system-clock.ts";
import { SimulatedPi } from "../../host/testing/simulated-pi.ts";
import { openTrust, type TrustStore } from "../../identity/trust-store.ts";
import { journal } from "../../journal.ts";
import { type ServeOptions, serve } from "../serve.ts";

export interface Party {
  readonly key: string;
  readonly certificate: string;
  readonly hash: string;
}

/** A key with its certificate; if `expired`, the certificate was valid for one day in 1970. */
export function party({ expired = false } = {}): Party {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const folder = mkdtempSync(join(tmpdir(), "party-"));
  try {
    const path = join(folder, "key.pem");
    writeFileSync(path, key);
    const dates = expired ? ["-not_before", "19700101000000Z", "-not_after", "19700102000000Z"] : ["-days", "1"];
    const certificate = expired
      ? expiredCertificate(path, folder)
      : execFileSync("openssl", ["req", "-x509", "-key", path, "-subj", "/CN=x", ...dates], { encoding: "utf8" });
    return { key, certificate, hash: keyHashOf(createPrivateKey(key)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `openssl req` takes no start date before version 3.4; `openssl ca` does. */
function expiredCertificate(key: string, folder: string): string {
  const at = (name: string) => join(folder, name);
  const config = `[ca]\ndefault_ca=c\n[c]\ndatabase=${at("db")}\nserial=${at("serial")}\nnew_certs_dir=${folder}\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`;
  for (const [name, content] of [
    ["db", ""],
    ["serial", "01\n"],
    ["ca.cnf", config],
  ] as const)
    writeFileSync(at(name), content);
  execFileSync("openssl", ["req", "-new", "-key", key, "-subj", "/CN=x", "-out", at("csr")], { stdio: "ignore" });
  const dates = ["-startdate", "19700101000000Z", "-enddate", "19700102000000Z"];
  const signing = ["-batch", "-config", at("ca.cnf"), "-selfsign", "-keyfile", key, "-in", at("csr"), "-notext"];
  return execFileSync("openssl", ["ca", ...signing, ...dates], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

export interface TestAgent extends AsyncDisposable {
  readonly port: number;
  readonly store: TrustStore;
  readonly pi: SimulatedPi;
  readonly lines: readonly string[];
  /** Commands that crossed the seam, from all sessions. */
  readonly received: Frame[];
  /** The host's ends of the seam, newest last. */
  readonly channels: Channel[];
}

export interface TestAgentOptions {
  readonly agent: Party;
  readonly pin?: string;
  readonly cardId?: string;
  readonly cardName?: string;
  readonly secret?: Buffer;
  readonly files?: Readonly<Record<string, string>>;
  readonly deadlines?: ServeOptions["deadlines"];
  readonly followServices?: ServeOptions["followServices"];
}

export const CARD_PATH = "/boot/firmware/rackberry/card.json";

export async function startAgent({
  agent,
  pin,
  cardId,
  cardName,
  secret,
  files,
  deadlines,
  followServices = () => Promise.reject(new AppError("internal", "no cluster to look at here")),
}: TestAgentOptions): Promise<TestAgent> {
  const card = { version: 1, rack: "test", pin, cardId, name: cardName, cardSecret: secret?.toString("hex") };
  const pi = new SimulatedPi({ files: { ...(pin && { [CARD_PATH]: JSON.stringify(card) }), ...files } });
  const lines: string[] = [];
  const log = journal((line) => lines.push(line));
  const stateFolder = "/var/lib/pi-agent";
  const sources = { host: pi, clock: systemClock, journal: log, stateFolder, bootFolders: ["/boot/firmware"] };
  const store = await openTrust(sources);
  const received: Frame[] = [];
  const channels: Channel[] = [];
  const recorded = { serial: "s1", model: "Pi", bootId: "b1" };
  const record = async (commands: Channel) => {
    for await (const frame of commands.frames) {
      received.push(frame);
      const { id } = frame;
      if (frame.kind === "getFacts") commands.send({ id, kind: "facts", value: { bootId: "recorded" } });
    }
    commands.close();
  };
  const open = (keyingMaterial: Buffer) => {
    const [near, far] = memoryChannel();
    channels.push(far);
    void serveCoordinator(far, { store, pi: recorded, version: "test", journal: log, serve: record }, keyingMaterial);
    return near;
  };
  const stop = new AbortController();
  const listening = Promise.withResolvers<number>();
  const running = serve(
    {
      key: agent,
      pin: () => (store.trust.kind === "pending" ? undefined : store.trust.pin),
      journal: log,
      open,
      followServices,
      port: 0,
      address: "127.0.0.1",
      deadlines,
      monotonic: () => performance.now(),
      onListening: listening.resolve,
    },
    stop.signal,
  );
  const port = await listening.promise;
  return {
    port,
    store,
    pi,
    lines,
    received,
    channels,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}

/** A TLS client; with `undefined` it shows no certificate. Resolves once the handshake is over. */
export function dial(port: number, client: Party | undefined, options: object = {}): Promise<TLSSocket> {
  const identity = client && { key: client.key, cert: client.certificate };
  const socket = tlsConnect({ host: "127.0.0.1", port, ...identity, rejectUnauthorized: false, ...options });
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Everything that the other end sends until it closes. */
export async function bytesUntilClose(socket: TLSSocket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {});
  if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
  return Buffer.concat(chunks);
}

export interface TestCoordinator {
  readonly socket: TLSSocket;
  readonly websocket: WebSocket;
  /** Next frame; `undefined` when the agent closed. */
  next(): Promise<Frame | undefined>;
  send(frame: Frame): void;
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>;
}

export async function coordinate(port: number, client: Party): Promise<TestCoordinator> {
  const socket = await dial(port, client);
  const websocket = new WebSocket("ws://agent/", { createConnection: () => socket, perMessageDeflate: false });
  const closed = new Promise<void>((resolve) => websocket.once("close", () => resolve()));
  const channel = signing(
    websocketChannel(websocket, () => 65_536),
    createPrivateKey(client.key),
  );
  const heard = inbox<Frame>();
  void (async () => {
    for await (const frame of channel.frames) if (frame.kind !== "challenge") heard.push(frame);
  })().then(
    () => heard.end(),
    (cause) => heard.end(AppError.from(cause)),
  );
  const frames = heard[Symbol.asyncIterator]();
  const opened = inbox<true>();
  websocket.once("open", () => opened.push(true));
  websocket.once("close", () => opened.end());
  for await (const _ of opened) break;
  return {
    socket,
    websocket,
    closed,
    send: channel.send,
    next: async () => (await frames.next().catch(() => ({ value: undefined }))).value as Frame | undefined,
  };
}
