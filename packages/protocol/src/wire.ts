/** Converts frames between bytes and typed bodies. The only file that imports the generated code's Envelope. */
import protobuf from "protobufjs/minimal.js";
import { AppError, codeOf, failureCode } from "./error.ts";
import { FOLLOWED } from "./followed.ts";
import { rackberry } from "./gen/rackberry.js";
import { MAX_FRAME, MAX_MESSAGE } from "./limits.ts";

// Makes 64-bit fields (clocks, memory) numbers, even where the library `long` happens to be installed.
protobuf.util.Long = undefined as never;
protobuf.configure();

const { v1 } = rackberry;

type Properties = rackberry.v1.Envelope.$Properties;
/** Name of a member of Envelope's oneof. */
export type Kind = Exclude<keyof Properties, "id" | "body" | "$unknowns">;
/** What a message of this kind carries, as protobufjs types it: all fields may be absent. */
export type Message<K extends Kind> = NonNullable<Properties[K]>;
/** One frame, discriminated by kind. */
export type Frame<K extends Kind = Kind> = {
  [P in K]: { readonly id: number; readonly kind: P; readonly value: Message<P> };
}[K];

/** Commands that start a long operation: those with a field for its id. */
export type OperationKind = Exclude<
  { [K in Kind]: "operationId" extends keyof Message<K> ? K : never }[Kind],
  "getOperation" | "facts" | "event" | "result"
>;

/** Encodes one frame. Throws `invalid` when it is larger than the other end accepts. */
export function encode(frame: Frame): Uint8Array {
  const bytes = v1.Envelope.encode({ id: frame.id, [frame.kind]: frame.value } as Properties).finish();
  const most = frame.kind === "signed" ? MAX_FRAME : MAX_MESSAGE;
  if (bytes.length > most)
    throw new AppError("invalid", `${frame.kind}: a message of ${bytes.length} bytes is too large`);
  return bytes;
}

/**
 * Decodes one frame. Size is checked before decoding (1 MiB of wire can become 23 MiB of heap).
 * A body that this version does not know gives `unimplemented` with the frame's id on `cause`.
 */
export function decode(bytes: Uint8Array, max: number = MAX_MESSAGE): Frame {
  if (bytes.length > max)
    throw new AppError("invalid", `a message of ${bytes.length} bytes is too large: at most ${max} are accepted`);
  let envelope: rackberry.v1.Envelope;
  try {
    envelope = v1.Envelope.decode(bytes);
  } catch (cause) {
    throw new AppError("invalid", "the message is not an Envelope", { cause });
  }
  const kind = envelope.body as Kind | undefined;
  const value = kind && envelope[kind];
  if (!kind || !value)
    throw new AppError("unimplemented", "this version does not know the command", { cause: envelope.id });
  return { id: envelope.id, kind, value } as Frame;
}

/** Answers that do not end their request. */
export const PROGRESS: ReadonlySet<Kind> = new Set<Kind>(["event", ...Object.values(FOLLOWED)]);

/** An error as it crosses the wire. */
export function toFailure(error: AppError): Message<"failure"> {
  const { message, step, detail } = error;
  return { code: failureCode(error.code), message: message.slice(0, 2000), step, detail: detail.slice(-4096) };
}

/** A failure from the other end as an error, with the same maximum lengths as in `toFailure`. */
export function fromFailure({ code, message, step, detail }: Message<"failure">): AppError {
  return new AppError(codeOf(code ?? 0), (message || "no reason given").slice(0, 2000), {
    step: (step ?? "").slice(0, 64),
    detail: (detail ?? "").slice(-4096),
  });
}

export type ClusterRole = rackberry.v1.ClusterRole;
export const { ClusterRole, FarewellReason, NetworkKind, StepOutcome } = v1;
export type StepEvent = Required<
  Pick<rackberry.v1.StepEvent, "step" | "outcome" | "durationMs" | "sentence" | "atMs" | "toolMs">
>;
