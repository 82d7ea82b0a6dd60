/** Whether a rack, or some of its nodes, are ready, and if not, why. Pure. */
import type { RackStatus } from "@rackberry/config";

export interface Outlook {
  readonly state: "waiting" | "ready" | "refused";
  /** Nodes that are ready. */
  readonly ready: readonly string[];
  /** Why it is not ready, a sentence for each node; only for the refused nodes if there are any. */
  readonly reasons: readonly string[];
}

/** For the nodes named in `names`, or for all known nodes if it is empty. */
export function outlook({ nodes, strangers }: RackStatus, names: readonly string[]): Outlook {
  const wanted = names.length > 0 ? names : nodes.map(({ name }) => name);
  const reasons: string[] = [];
  const refused: string[] = [];
  const ready: string[] = [];
  for (const name of wanted) {
    const node = nodes.find((node) => node.name === name);
    if (node?.phase === "ready") ready.push(name);
    else if (!node) reasons.push(`${name}: has not been seen yet`);
    else {
      const { phase, detail } = node;
      (phase === "refused" ? refused : reasons).push(
        `${name}: ${phase}${detail && detail !== phase ? `: ${detail}` : ""}`,
      );
    }
  }
  if (wanted.length === 0) reasons.push("no Pi has been seen yet");
  // A stranger may be one of the expected nodes.
  if (reasons.length > 0)
    reasons.push(...strangers.map(({ serial, address, reason }) => `${serial} at ${address}: ${reason}`));
  if (refused.length > 0) return { state: "refused", ready, reasons: refused };
  return { state: reasons.length > 0 ? "waiting" : "ready", ready, reasons };
}
