/**
 * What the door may ask the executor, besides passing on what the coordinator has signed: three questions, none of
 * which changes anything on the host. One question per connection.
 */
import { AppError, grammar } from "@rackberry/protocol";
import type { Trust } from "../identity/trust.ts";
import type { NodeFacts } from "../services/node-facts.ts";

/** Who this agent is: what the door needs to admit the coordinator. */
export interface Introduction {
  /** The agent's key, PEM; the door uses it in every handshake. */
  readonly key: string;
  readonly certificate: string;
  readonly shortId: string;
  /** Key hash of the coordinator; absent while none is obeyed. */
  readonly pin?: string;
  readonly state: Trust["kind"];
}

export type Question =
  | { readonly ask: "introduction" }
  /** Why services fail: the kernel's rules, the last errors in pods' logs. */
  | { readonly ask: "node-facts" }
  /** Starts a session of the coordinator: only frames follow. The 32 bytes of material come from its TLS session. */
  | { readonly ask: "session"; readonly keyingMaterial: Buffer };

export interface Answers {
  readonly introduction: Introduction;
  readonly "node-facts": NodeFacts;
}

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

export const questionBytes = (question: Question): Uint8Array =>
  bytesOf(
    question.ask === "session" ? { ...question, keyingMaterial: question.keyingMaterial.toString("hex") } : question,
  );

export const answerBytes = (answer: Answers[keyof Answers]): Uint8Array => bytesOf(answer);

/** Throws `invalid`: an attacker may have taken over the door. */
export function parseQuestion(bytes: Uint8Array): Question {
  let value: { readonly ask?: unknown; readonly keyingMaterial?: unknown } | null;
  try {
    value = JSON.parse(Buffer.from(bytes).toString());
  } catch (cause) {
    throw new AppError("invalid", "the door's request cannot be read", { cause });
  }
  if (value?.ask === "introduction" || value?.ask === "node-facts") return { ask: value.ask };
  if (value?.ask === "session") {
    // 32 bytes in hex, as a hash is.
    return { ask: "session", keyingMaterial: Buffer.from(grammar.sha256(value.keyingMaterial), "hex") };
  }
  throw new AppError("invalid", "the door asked for something that it may not have");
}

/** The executor is trusted, since it runs as root. Throws a SyntaxError for anything but JSON. */
export const parseAnswer = <A extends keyof Answers>(_: A, bytes: Uint8Array): Answers[A] =>
  JSON.parse(Buffer.from(bytes).toString());
