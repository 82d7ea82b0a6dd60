/** Checks the bearer token in constant time, and limits guesses. */
import { createHash } from "node:crypto";
import type { Role } from "@rackberry/config";
import { sameBytes, sourceOf } from "@rackberry/protocol";

/** The token's role. `refused` is answered with the reason; `crowded`, after too many failures, gets no answer. */
export type Verdict = Role | "refused" | "crowded";

const MOST_FAILURES = 5;
/** Milliseconds after which the count of an address (IPv6: a /64) starts again. */
const WINDOW = 60_000;
/** Addresses whose failures are counted; beyond that, the oldest is forgotten. */
const MOST_ADDRESSES = 1_024;

/** There is one token, the owner's. It is accepted even from a crowded address: guesses cannot lock the owner out. */
export function authenticator(token: string, monotonic: () => number) {
  const expected = digest(`Bearer ${token}`);
  const failures = new Map<string, { readonly since: number; readonly count: number }>();
  return (address: string, authorization: string | undefined): Verdict => {
    // Digests have the same length, whatever was sent.
    if (sameBytes(digest(authorization ?? ""), expected)) return "owner";
    const now = monotonic();
    const source = sourceOf(address);
    const before = failures.get(source);
    const fresh = !before || now - before.since > WINDOW;
    const count = fresh ? 1 : before.count + 1;
    failures.delete(source);
    failures.set(source, { since: fresh ? now : before.since, count });
    const [oldest] = failures.keys();
    if (failures.size > MOST_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    return count > MOST_FAILURES ? "crowded" : "refused";
  };
}

const digest = (text: string) => createHash("sha256").update(text).digest();
