/** Join tokens: which of the recorded ones are no longer needed, and when a node may get its next one. */
import type { OperationKind } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "./backoff.ts";
import type { NodeRecord } from "./node.ts";

/** A token that was made, or is about to be. Its secret is never stored. */
export interface TokenRecord {
  /** Six of a-z and 0-9. */
  readonly id: string;
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** uid of the one certificate request that was approved for it, or is about to be; "" before that. */
  readonly request: string;
  /** When that certificate became ready to be fetched. */
  readonly issuedAt: number | undefined;
}

/** Lifetime, milliseconds: longer than a join takes on a slow card. */
export const TOKEN_LIFETIME = 600_000;
/** Milliseconds that a kubelet has to fetch its certificate with the token; it is waiting for nothing else. */
const FETCH_PATIENCE = 60_000;

/**
 * Tokens to delete: those that are not `held` and whose nodes are not joining, those that have done their work, and
 * those that are too old to be of use. None while an init is under way, since it may be making any of them.
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
  const isUsedUp = ({ at, issuedAt = Number.POSITIVE_INFINITY }: TokenRecord) =>
    now - at > TOKEN_LIFETIME || now - issuedAt > FETCH_PATIENCE;
  return tokens.filter((token) => (!joining.has(token.node) && !held.has(token.id)) || isUsedUp(token));
}

/**
 * Milliseconds since 1970 before which the node gets no further token. What an agent reports about its own joins does
 * not count: only a report by Kubernetes that the node is Ready ends the wait.
 */
export const nextJoinAt = ({ joins, joinedAt }: Pick<NodeRecord, "joins" | "joinedAt">): number =>
  joins === 0 ? 0 : joinedAt + delayAfter(joins, OPERATION_BACKOFF);
