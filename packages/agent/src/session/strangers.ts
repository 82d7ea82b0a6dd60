/** Bounds on sockets that have not shown the pin yet: a crowd of them must not keep the coordinator out. */
import { isIPv6 } from "node:net";
import { MAX_STRANGERS, MAX_STRANGERS_PER_ADDRESS } from "@rackberry/protocol";

export interface Strangers<S> {
  /** Takes a socket in. Answers those that must make way for it, never the one itself. */
  admit(socket: S, address: string): S[];
  /** The socket has gone, or is a stranger no more. */
  release(socket: S): void;
  readonly size: number;
}

/**
 * The oldest of the crowded address makes way, then the oldest of the address that holds most. A newcomer is never
 * the one to go: a handshake takes milliseconds, while those who only hold a socket open are the oldest soon.
 */
export function strangers<S>({ most = MAX_STRANGERS, mostOfOne = MAX_STRANGERS_PER_ADDRESS } = {}): Strangers<S> {
  // A Map keeps the order of arrival.
  const present = new Map<S, string>();
  const of = (source: string) => [...present].filter(([, other]) => other === source).map(([socket]) => socket);
  const crowded = (): string => {
    const counts = new Map<string, number>();
    for (const source of present.values()) counts.set(source, (counts.get(source) ?? 0) + 1);
    return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as const)[0];
  };
  return {
    admit(socket, address) {
      const source = sourceOf(address);
      const evicted: S[] = [];
      const evict = (from: string) => {
        const oldest = of(from)[0];
        if (oldest === undefined) return;
        present.delete(oldest);
        evicted.push(oldest);
      };
      if (of(source).length >= mostOfOne) evict(source);
      if (present.size >= most) evict(crowded());
      present.set(socket, source);
      return evicted;
    },
    release: (socket) => {
      present.delete(socket);
    },
    get size() {
      return present.size;
    },
  };
}

/** One host is one source, whichever family it uses to count for two: IPv6 hosts own a whole /64. */
export function sourceOf(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").filter(Boolean).length;
  return [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":").filter(Boolean)]
    .slice(0, 4)
    .join(":");
}

/** IPv4 addresses arrive as ::ffff:10.0.0.1 on a dual-stack socket; link-local ones carry a zone. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
}
