/** How an upgrade ended, as the guard recorded it. */

export interface Outcome {
  readonly operation: string;
  readonly kind: "upgraded" | "rolled-back" | "failed";
  /** A sentence for a person; empty after a successful upgrade. */
  readonly reason: string;
}

/** `undefined` for an incomplete result. */
export function parseOutcome(content: string | undefined): Outcome | undefined {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(content ?? "")?.[1] ?? "";
  const [operation, kind, reason] = [value("operation"), value("outcome"), value("reason")];
  if (operation === "" || (kind !== "upgraded" && kind !== "rolled-back" && kind !== "failed")) return undefined;
  return { operation, kind, reason };
}
