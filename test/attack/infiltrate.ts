/** A compromised worker: adopted with a good card, and given a join token. */
import type { Field } from "./field.ts";
import type { Running } from "./hostile.ts";

/** What it saw at the API server. */
export interface Kube {
  readonly asked: readonly { readonly name: string; readonly status: number; readonly issued: boolean }[];
  readonly answers: readonly { readonly path: string; readonly status: number; readonly answer: string }[];
}

/** Adopted with a worker's card and given a token; returns its name and what it was sent. */
export async function infiltrate(field: Field, behaviour: string, index: number) {
  const { cardId, cardSecret } = field.card();
  const address = field.sources[120 + index] ?? "";
  const args = { address, cardSecret, behaviour, greeting: { serial: field.serial(), cardId } };
  const act: Running<object> = field.act("agent", args, { seconds: 150 });
  const { key } = await act.heard<{ key: string }>((word) => word.listens === true, 15);
  const { name } = await act.heard<{ name: string }>((word) => "adopted" in word, 20);
  const { join } = await act.heard<{ join: string }>((word) => "join" in word, 40);
  const token = /[a-z0-9]{6}\.[a-z0-9]{16}/.exec(join)?.[0] ?? "";
  return { act, name, token, key, args };
}

/** Seconds to wait for a certificate: a permitted request gets one in less than two. */
export const patience = (field: Field) => (field.isShort ? 4 : 8);
