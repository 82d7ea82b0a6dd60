/** Join tokens: which of the recorded ones nobody needs any more. */
import type { NodeRecord, OperationKind } from "./node.ts";

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

/**
 * Tokens to delete: those of nodes that do not join and for which none is `held`, and those that are too old to be of use.
 * While an init is under way it may be making any of them.
 */
export function spareTokens(
  tokens: readonly TokenRecord[],
  nodes: readonly Pick<NodeRecord, "name" | "operation">[],
  held: ReadonlySet<string>,
  now: number,
): readonly TokenRecord[] {
  const busy = (kind: OperationKind) =>
    new Set(nodes.filter(({ operation }) => operation?.kind === kind).map(({ name }) => name));
  const [joining, initialising] = [busy("join"), busy("init")];
  if (initialising.size > 0) return [];
  return tokens.filter(({ id, node, at }) => (!joining.has(node) && !held.has(id)) || now - at > TOKEN_LIFETIME);
}
