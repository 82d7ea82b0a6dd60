/** How an upgrade ended, as the guard wrote it down. */

export interface Outcome {
  readonly operation: string;
  readonly kind: "upgraded" | "rolled-back" | "failed";
  /** A sentence for a person; empty after an upgrade that went well. */
  readonly reason: string;
}

/** `undefined` for what is not a whole result. */
export function parseOutcome(content: string | undefined): Outcome | undefined {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(content ?? "")?.[1] ?? "";
  const [operation, kind, reason] = [value("operation"), value("outcome"), value("reason")];
  if (operation === "" || (kind !== "upgraded" && kind !== "rolled-back" && kind !== "failed")) return undefined;
  return { operation, kind, reason };
}
