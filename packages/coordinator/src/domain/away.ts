/** A node that cannot receive commands: how long that counts as an interruption, and when the node is lost. Pure. */
import type { NodeState } from "./node.ts";
import type { KnownNode } from "./rack.ts";

/** Not connected, or not yet done reporting what it is doing; or away for so long that it counts as lost. */
export type Away = { readonly kind: "await-agent" } | { readonly kind: "lost" };

/** Milliseconds without a connection. */
const GRACE = 5_000;
/** A Pi with a slow card takes minutes to come back from a reboot. */
const REBOOT_GRACE = 300_000;
const NEVER = 3_600_000;

export function away({ record, away }: Pick<KnownNode, "record" | "away">): {
  readonly todo: Away;
  readonly state: NodeState | undefined;
  readonly again: number;
} {
  const waits = { todo: { kind: "await-agent" }, state: undefined } as const;
  if (away === undefined || record.phase === "lost" || record.phase === "refused") return { ...waits, again: NEVER };
  const left = (record.phase === "rebooting" ? REBOOT_GRACE : GRACE) - away;
  if (left > 0) return { ...waits, again: left };
  return { todo: { kind: "lost" }, state: { phase: "lost" }, again: NEVER };
}
