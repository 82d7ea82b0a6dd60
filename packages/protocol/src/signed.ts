/**
 * Signed commands: the root process trusts the pin's key, not the pipe. Each challenge is valid for one channel, and
 * each counter once, so an attacker in between can deny and delay, but cannot give commands.
 */
import { createPublicKey, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import type { Channel } from "./channel.ts";
import { AppError } from "./error.ts";
import type { FollowedKind } from "./followed.ts";
import { keyHashOf } from "./trust.ts";
import { decode, encode, type Frame, type Kind, type Message, PROGRESS, toFailure } from "./wire.ts";

/** Requests that the agent serves without root's rights: they, and a Cancel for them, are unsigned. */
export const PLAIN_REQUESTS = ["followServices"] as const satisfies readonly FollowedKind[];
export type PlainRequest = (typeof PLAIN_REQUESTS)[number];
export const isPlainRequest = (frame: Frame): frame is Frame<PlainRequest> =>
  (PLAIN_REQUESTS as readonly Kind[]).includes(frame.kind);

const NONCE_BYTES = 32;

/** Used nowhere else, so that a signature made with this key for another purpose (TLS) does not verify here. */
const FIRST_WORD = Buffer.from("rackberry command v1\0");

function signedText(nonce: Uint8Array, counter: number, frame: Uint8Array): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(counter));
  return Buffer.concat([FIRST_WORD, nonce, number, frame]);
}

/**
 * The coordinator's end: signs what it sends with its private key. Commands wait for a challenge; one that is cancelled
 * meanwhile is not sent at all. Challenges arrive among the agent's other frames.
 */
export function signing(channel: Channel, key: KeyObject): Channel {
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  let waiting: readonly { readonly id: number; readonly bytes: Uint8Array }[] = [];
  /** Ids of the plain requests without a final answer yet. */
  const plain = new Set<number>();
  let nonce: Uint8Array | undefined;
  let counter = 0;
  // The first challenge comes without being requested.
  let isAwaited = true;
  const ask = () => {
    if (isAwaited) return;
    isAwaited = true;
    channel.send({ id: 0, kind: "getChallenge", value: {} });
  };
  const flush = () => {
    if (!nonce) return waiting.length > 0 ? ask() : undefined;
    const due = waiting;
    waiting = [];
    for (const { id, bytes } of due) {
      counter += 1;
      const signature = sign("sha256", signedText(nonce, counter, bytes), key);
      channel.send({ id, kind: "signed", value: { counter, publicKey, signature, frame: bytes } });
    }
  };
  const take = ({ nonce: next }: Message<"challenge">) => {
    nonce = next?.length === NONCE_BYTES ? next : undefined;
    counter = 0;
    isAwaited = false;
    flush();
  };
  const isPlain = (frame: Frame) => {
    if (frame.kind === "cancel") return plain.delete(frame.id);
    if (isPlainRequest(frame)) plain.add(frame.id);
    return frame.kind === "farewell" || isPlainRequest(frame);
  };
  const isUnsent = ({ id, kind }: Frame) => kind === "cancel" && waiting.some((one) => one.id === id);
  async function* frames(): AsyncGenerator<Frame, void> {
    for await (const frame of channel.frames) {
      if (frame.kind === "challenge" && frame.id === 0) take(frame.value);
      if (!PROGRESS.has(frame.kind)) plain.delete(frame.id);
      yield frame;
    }
  }
  return {
    send(frame) {
      if (isPlain(frame)) return channel.send(frame);
      if (isUnsent(frame)) {
        waiting = waiting.filter(({ id }) => id !== frame.id);
        return;
      }
      waiting = [...waiting, { id: frame.id, bytes: encode(frame) }];
      if (nonce) flush();
      else ask();
    },
    frames: frames(),
    close: () => channel.close(),
  };
}

export interface BelievingOptions {
  /** Hash of the only key whose frames are accepted; `undefined`: none. Read for every frame. */
  readonly pin: () => string | undefined;
  /** A frame was not accepted; the channel ends. */
  readonly onRefused: (error: AppError) => void;
}

/** The other end: sends a challenge, and accepts only frames signed for it with the pin's key, each once, in order. */
export function believing(channel: Channel, options: BelievingOptions): Channel {
  const believe = believer(options.pin);
  channel.send({ id: 0, kind: "challenge", value: { nonce: believe.nonce } });
  return { send: (frame) => channel.send(frame), frames: believed(), close: () => channel.close() };

  async function* believed(): AsyncGenerator<Frame, void> {
    for await (const frame of channel.frames) {
      const fail = (error: AppError) => channel.send({ id: frame.id, kind: "failure", value: toFailure(error) });
      try {
        yield believe.frame(frame);
      } catch (cause) {
        const error = AppError.from(cause);
        fail(error);
        // Signed, but a kind of a newer version.
        if (error.code === "unimplemented") continue;
        options.onRefused(error);
        return;
      }
    }
  }
}

/** Throws `unauthenticated` for a frame that the pin's key did not sign for this nonce and this counter. */
function believer(pin: BelievingOptions["pin"]): { readonly nonce: Uint8Array; frame(frame: Frame): Frame } {
  const nonce = randomBytes(NONCE_BYTES);
  let last = 0;
  let known: { readonly der: Buffer; readonly key: KeyObject; readonly hash: string } | undefined;
  const keyOf = (bytes: Uint8Array) => {
    // One key signs all frames, so it is parsed only once.
    if (known?.der.equals(bytes)) return known;
    const key = publicKeyOf(bytes);
    known = { der: Buffer.from(bytes), key, hash: keyHashOf(key) };
    return known;
  };
  return {
    nonce,
    frame({ kind, value }) {
      if (kind !== "signed") throw refusal(`the ${kind} command is not signed`);
      const { counter = 0, publicKey, signature, frame } = value;
      if (!publicKey?.length || !signature?.length || !frame?.length) throw refusal("the signature is incomplete");
      const { key, hash } = keyOf(publicKey);
      if (hash !== pin()) throw refusal(`it is signed with the key ${hash.slice(0, 16)}…, which does not have the pin`);
      if (counter !== last + 1) throw refusal(`its number is ${counter}, but ${last + 1} is expected`);
      if (!verify("sha256", signedText(nonce, counter, frame), key, signature)) {
        throw refusal("the signature does not match the command, or is from another session");
      }
      last = counter;
      return decode(frame);
    },
  };
}

const refusal = (why: string) => new AppError("unauthenticated", `command refused: ${why}`);

function publicKeyOf(der: Uint8Array): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(der), type: "spki", format: "der" });
  } catch (cause) {
    throw new AppError("unauthenticated", "command refused: its public key cannot be read", { cause });
  }
  if (key.asymmetricKeyType !== "ec") throw refusal("its key is not of the pin's kind");
  return key;
}
