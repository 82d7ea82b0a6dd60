/** Link: an authenticated line to one agent; its key is known, whether it belongs to the rack is not yet. */
import type { Channel, Side } from "@rackberry/protocol";

export interface Link {
  readonly channel: Channel;
  /** SHA-256 of the agent's public key, shown in the TLS handshake. */
  readonly keyHash: string;
  /** IPv4 address of the other end. */
  readonly remoteAddress: string;
  /** What a side that knows `secret` sends in this TLS session. */
  proof(secret: Buffer, side: Side): Buffer;
  /** From now on larger messages are taken. */
  trust(): void;
  /** Whether the agent answers within `ms`. */
  alive(ms: number): Promise<boolean>;
  /** At once, without goodbye: the other end may be gone. */
  terminate(): void;
}

/** Opens a link to host:port; `onReached`: somebody accepted the connection. Rejects with `disconnected`. */
export type Dial = (endpoint: string, signal: AbortSignal, onReached?: () => void) => Promise<Link>;
