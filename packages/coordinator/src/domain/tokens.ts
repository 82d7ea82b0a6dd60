/** Join tokens: which of the recorded ones nobody needs any more. */
import type { NodeRecord } from "./node.ts";

/** A token that was made, or is about to be. Its secret is never written down. */
export interface TokenRecord {
  /** Six of a-z and 0-9. */
  readonly id: string;
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Lifetime, milliseconds: longer than a join takes on a slow card. */
export const TOKEN_LIFETIME = 600_000;

/** Tokens to delete: those of nodes that neither init nor join, and those that are too old to be of use. */
export function spareTokens(
  tokens: readonly TokenRecord[],
  nodes: readonly Pick<NodeRecord, "name" | "operation">[],
  now: number,
): readonly TokenRecord[] {
  const busy = new Set(
    nodes.filter(({ operation }) => operation?.kind === "join" || operation?.kind === "init").map((node) => node.name),
  );
  return tokens.filter((token) => !busy.has(token.node) || now - token.at > TOKEN_LIFETIME);
}
