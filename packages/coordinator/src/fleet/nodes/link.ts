/** Link: an authenticated connection to one agent; its key is known, but not yet whether it belongs to the rack. */
import type { Channel, Side } from "@rackberry/protocol";

export interface Link {
  readonly channel: Channel;
  /** SHA-256 of the agent's public key, shown in the TLS handshake. */
  readonly keyHash: string;
  /** IPv4 address of the other end. */
  readonly remoteAddress: string;
  /** What a side that knows `secret` sends in this TLS session. */
  proof(secret: Buffer, side: Side): Buffer;
  /** From now on, accepts larger messages. */
  trust(): void;
  /** Whether the agent answers within `ms`. */
  alive(ms: number): Promise<boolean>;
  /** Closes at once, without a close frame: the other end may not be there. */
  terminate(): void;
}

/** Opens a link to host:port; `onReached`: something accepted the connection. Rejects with `disconnected`. */
export type Dial = (endpoint: string, signal: AbortSignal, onReached?: () => void) => Promise<Link>;
