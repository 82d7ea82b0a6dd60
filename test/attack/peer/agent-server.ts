/** An agent without product code: listens, greets, and answers as its behaviour specifies. Counts what it was sent. */
import { once } from "node:events";
import { createServer, type TLSSocket } from "node:tls";
import { type Envelope, envelope, type Greeting, greeting, type Kind, open } from "./wire/envelope.ts";
import type { Field } from "./wire/protobuf.ts";
import { cardProof, type Party } from "./wire/tls.ts";
import { acceptance, frame, frames, OPCODE, readHead } from "./wire/websocket.ts";

export interface Session {
  readonly socket: TLSSocket;
  /** Answers the frame with this id. */
  send(kind: Kind, id: number, fields?: readonly Field[] | Buffer): void;
  end(): void;
}

export type Handlers = Partial<Record<Kind, (received: Envelope, session: Session) => void>>;

export interface ServerOptions {
  readonly address: string;
  readonly port: number;
  readonly party: Party;
  /** The greeting; called at each connection. */
  readonly greeting: () => Greeting;
  /** 32 bytes; when absent, no proof or the one in the greeting. */
  readonly secret?: Buffer;
  /** Sent in place of a greeting. */
  readonly first?: Kind;
  readonly handlers: Handlers;
  readonly onFrame: (received: Envelope) => void;
}

const server = { mask: false } as const;

/** Serves until the signal aborts. */
export async function serveAgent(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const { key, cert } = options.party;
  const open = new Set<TLSSocket>();
  const listener = createServer({ key, cert, minVersion: "TLSv1.3", requestCert: true, rejectUnauthorized: false });
  listener.on("tlsClientError", () => {});
  listener.on("secureConnection", (socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
    void converse(options, socket).catch(() => socket.destroy());
  });
  listener.listen({ port: options.port, host: options.address });
  await once(listener, "listening");
  const close = () => {
    listener.close();
    for (const socket of open) socket.destroy();
  };
  if (signal.aborted) close();
  else signal.addEventListener("abort", close, { once: true });
}

async function converse(options: ServerOptions, socket: TLSSocket): Promise<void> {
  socket.setNoDelay(true);
  const head = await readHead(socket);
  socket.write(acceptance(/sec-websocket-key: *(\S+)/i.exec(head)?.[1] ?? ""));
  const session: Session = {
    socket,
    send: (kind, id, fields) => void socket.write(frame(envelope(kind, id, fields), server)),
    end: () => void socket.destroy(),
  };
  if (options.first) session.send(options.first, 0);
  else {
    const own = options.greeting();
    const proof = options.secret && !own.adopted ? cardProof(options.secret, "agent", socket) : own.proof;
    socket.write(frame(greeting({ ...own, proof }), server));
    session.send("challenge", 0, [[1, Buffer.alloc(32, 7)]]);
  }
  for await (const { opcode, payload } of frames(socket)) {
    if (opcode === OPCODE.ping) socket.write(frame(payload, { ...server, opcode: OPCODE.pong }));
    if (opcode === OPCODE.close) break;
    if (opcode !== OPCODE.binary) continue;
    const received = commandOf(openEnvelope(payload));
    options.onFrame(received);
    const handle = received.kind === "unknown" ? undefined : options.handlers[received.kind];
    if (handle) handle(received, session);
    else if (received.id > 0)
      session.send("failure", received.id, [
        [1, 1],
        [2, "not here"],
      ]);
  }
  socket.destroy();
}

const openEnvelope = open;

/** The signed content; this peer does not check the signature. */
function commandOf(received: Envelope): Envelope {
  const command = received.kind === "signed" && received.body.get(4)?.at(-1);
  return Buffer.isBuffer(command) ? open(command) : received;
}
