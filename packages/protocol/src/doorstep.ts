/**
 * Admission control in front of both TLS servers, the agent's and the API's. A socket reaches TLS only when the first
 * record of its handshake is complete; until then it costs a few kilobytes and no cryptography.
 */
import type { Server, Socket } from "node:net";
import { plainAddress } from "./address.ts";
import { HANDSHAKE_DEADLINE, MAX_HELLO } from "./limits.ts";
import { strangers } from "./strangers.ts";

/** A connection: its own socket, or the TLS socket that Node has made of it. */
export type Connected = Pick<Socket, "remoteAddress" | "remotePort">;

export interface Doorstep {
  /** The peer has shown the pin or the token: it is no longer a stranger, and places are reserved for its address. */
  letIn(connected: Connected): void;
  /** Whether a peer at its address has ever shown the pin or the token. */
  knows(connected: Connected): boolean;
  /** The peer was checked and refused by the server. */
  release(connected: Connected): void;
  /** The handshake failed and the socket is about to be closed; reported by `onLeft`. */
  failed(connected: Connected, reason: string): void;
  /** Disconnects every stranger that is still waiting. */
  close(): void;
}

export interface DoorstepOptions {
  /** Milliseconds for the first record. */
  readonly deadline?: number;
  /** A stranger left before it was checked; not called for those dropped to make room. `reason` is for people. */
  readonly onLeft?: (address: string, reason: string) => void;
}

interface Stranger {
  readonly raw: Socket;
  readonly address: string;
}

/** Handles the server's new connections from now on. */
export function doorstep(server: Server, { deadline = HANDSHAKE_DEADLINE, onLeft }: DoorstepOptions = {}): Doorstep {
  const begin = server.listeners("connection");
  server.removeAllListeners("connection");
  const crowd = strangers<string>();
  const present = new Map<string, Stranger>();

  const release = (name: string): Stranger | undefined => {
    const stranger = present.get(name);
    crowd.release(name);
    present.delete(name);
    return stranger;
  };
  const leave = (name: string, reason: string) => {
    const stranger = release(name);
    if (stranger) onLeft?.(stranger.address, reason);
  };
  const evict = (names: readonly string[]) => {
    for (const name of names) release(name)?.raw.destroy();
  };
  let isDue = false;
  const bound = () => {
    if (isDue) return;
    isDue = true;
    // Data from sockets accepted together is read in the next turn of the event loop.
    setImmediate(() =>
      setImmediate(() => {
        isDue = false;
        evict(crowd.surplus());
      }),
    );
  };

  server.on("connection", (raw: Socket) => {
    raw.on("error", () => {}); // The close that follows says enough.
    // It may have disconnected already.
    if (raw.remoteAddress === undefined) return void raw.destroy();
    const name = nameOf(raw);
    const stranger: Stranger = { raw, address: plainAddress(raw.remoteAddress) };
    present.set(name, stranger);
    crowd.admit(name, raw.remoteAddress);
    raw.once("close", () => {
      // A later socket may have the same name.
      if (present.get(name) === stranger) leave(name, "it closed the connection");
    });
    awaitHello(raw, deadline, (failure) => {
      if (present.get(name) !== stranger) return;
      if (failure !== undefined) {
        leave(name, failure);
        return void raw.destroy();
      }
      evict(crowd.spoke(name));
      for (const listener of begin) listener.call(server, raw);
    });
    bound();
  });

  return {
    letIn(connected) {
      crowd.remember(connected.remoteAddress ?? "");
      release(nameOf(connected));
    },
    knows: ({ remoteAddress = "" }) => crowd.knows(remoteAddress),
    release: (connected) => void release(nameOf(connected)),
    failed: (connected, reason) => leave(nameOf(connected), reason),
    close: () => evict([...present.keys()]),
  };
}

/** The same name for both objects that Node creates for a connection. */
const nameOf = ({ remoteAddress, remotePort }: Connected) => `${remoteAddress} ${remotePort}`;

/** Bytes before the content of a TLS record: type, version, length (RFC 8446, 5.1). */
const RECORD_HEADER = 5;
const HANDSHAKE_RECORD = 22;

/** Calls back once, unless the socket closes first; the bytes read are put back into the socket. */
function awaitHello(raw: Socket, deadline: number, done: (failure?: string) => void): void {
  let received: Buffer = Buffer.alloc(0);
  const end = (failure?: string) => {
    clearTimeout(late);
    raw.off("data", onData).off("end", onEnd).off("close", onClose);
    if (failure === undefined) raw.pause().unshift(received);
    done(failure);
  };
  const onData = (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (received[0] !== HANDSHAKE_RECORD) return end("it does not speak TLS");
    if (received.length < RECORD_HEADER) return;
    const length = RECORD_HEADER + received.readUInt16BE(3);
    if (length > MAX_HELLO) return end("its first message is too long");
    if (received.length >= length) end();
  };
  const onEnd = () => end("it closed the connection");
  const onClose = () => clearTimeout(late);
  const late = setTimeout(() => end(`it sent no complete first message within ${deadline / 1_000} s`), deadline);
  raw.on("data", onData).on("end", onEnd).on("close", onClose);
}
