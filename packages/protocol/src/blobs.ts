/**
 * Files that cross the wire in parts, in either direction. The receiver says how much of a file it has, so that an
 * interrupted transfer resumes; the digest is compared once, when the file is complete.
 */
import { AppError } from "./error.ts";
import { byteCount, sha256 } from "./grammar.ts";
import { MAX_PACKAGE } from "./limits.ts";

/** Maximum bytes of a whole file, and of a part, which must fit into a message with room to spare. */
export const BLOBS = {
  package: { whole: MAX_PACKAGE, part: 48 * 1024 },
  kubeconfig: { whole: 256 * 1024, part: 48 * 1024 },
} as const;

export type BlobKind = keyof typeof BLOBS;

/** Identifies a file: two files with the same digest are the same. */
export interface BlobHead {
  readonly kind: BlobKind;
  /** Bytes, at least 1. */
  readonly size: number;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
}

/** A part as received. */
export interface BlobPart {
  readonly offset: number;
  readonly data: Uint8Array;
}

/** Where one file is received. Its content survives a kill; after a power cut it may differ from what was sent. */
export interface BlobSink {
  /** Number of bytes received so far. */
  received(): Promise<number>;
  /** Appends `data`; returns the new number of bytes. */
  append(data: Uint8Array): Promise<number>;
  /** SHA-256 of the content, which is on the disk when this resolves; `undefined` if there is none. */
  digest(): Promise<string | undefined>;
  discard(): Promise<void>;
}

type Unparsed<T> = { readonly [K in keyof T]?: unknown };

/** Throws `invalid` naming what does not fit. */
export function parseBlob(value: Unparsed<BlobHead> | null | undefined, wanted: BlobKind): BlobHead {
  if (value?.kind !== wanted) throw new AppError("invalid", `the file is not of kind ${wanted}`);
  const size = byteCount(value.size, BLOBS[wanted].whole);
  if (size === 0) throw new AppError("invalid", "the file is empty");
  return { kind: wanted, size, sha256: sha256(value.sha256) };
}

/**
 * Appends a part that continues the file, and drops any other. Returns the offset that is wanted next: the size when
 * the file is complete, or 0 when it does not match its digest. Throws `invalid` for a part that is too large.
 */
export async function takePart(head: BlobHead, sink: BlobSink, { offset, data }: BlobPart): Promise<number> {
  if (data.length > BLOBS[head.kind].part) {
    throw new AppError("invalid", `a part of ${data.length} bytes is too large`);
  }
  const before = await sink.received();
  const fits = data.length > 0 && offset === before && before + data.length <= head.size;
  const received = fits ? await sink.append(data) : before;
  if (received < head.size) return received;
  if (received === head.size && (await sink.digest()) === head.sha256) return received;
  await sink.discard();
  return 0;
}

/** Consecutive parts that may leave the receiver with no more than before. */
const MOST_SETBACKS = 3;

/** Counts such parts; throws `refused` when there are too many. */
function setbacks(): (from: number, to: number) => void {
  let inARow = 0;
  return (from, to) => {
    inARow = to > from ? 0 : inARow + 1;
    if (inARow > MOST_SETBACKS)
      throw new AppError("refused", "the data that was sent is not kept: is the card worn out?");
  };
}

/**
 * Sends a file, starting where the receiver wants it. `put` sends a part (without data: the offer) and returns how many
 * bytes the receiver has; `onProgress` gets that number before each part.
 */
export async function sendBlob(
  head: BlobHead,
  read: (offset: number, length: number) => Promise<Uint8Array>,
  put: (part: BlobPart) => Promise<number>,
  onProgress: (received: number) => void = () => {},
): Promise<void> {
  const count = setbacks();
  for (let at = await put({ offset: 0, data: new Uint8Array() }); at < head.size; ) {
    onProgress(at);
    const received = await put({ offset: at, data: await read(at, BLOBS[head.kind].part) });
    count(at, received);
    at = received;
  }
}

/**
 * Fetches a file. `ask` returns a part, with the head of the current file: if the file has changed, the transfer starts
 * again. `sinkFor` returns the sink for a file, which may already hold some of it.
 */
export async function fetchBlob(
  kind: BlobKind,
  ask: (offset: number) => Promise<{ readonly blob?: Unparsed<BlobHead> | null } & Unparsed<BlobPart>>,
  sinkFor: (head: BlobHead) => BlobSink,
): Promise<BlobHead> {
  const count = setbacks();
  let current: { readonly head: BlobHead; readonly sink: BlobSink } | undefined;
  for (let at = 0; ; ) {
    const { blob, offset, data } = await ask(at);
    const head = parseBlob(blob, kind);
    if (current && current.head.sha256 !== head.sha256) {
      await current.sink.discard();
      at = head.size;
      current = undefined;
    }
    current ??= { head, sink: sinkFor(head) };
    const part = { offset: Number(offset ?? 0), data: data instanceof Uint8Array ? data : new Uint8Array() };
    const received = await takePart(current.head, current.sink, part);
    if (received === current.head.size) return current.head;
    count(at, received);
    at = received;
  }
}
