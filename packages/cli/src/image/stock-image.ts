/** A stock image in the three parts that matter: what precedes the boot partition, the boot partition, and the rest. */
import { AppError } from "@rackberry/protocol";
import { type ByteReader, byteReader } from "./byte-reader.ts";
import { openImage } from "./open-image.ts";
import type { Partition } from "./partition.ts";
import { bootPartition, endOf, HEAD_BYTES, readPartitionTable } from "./partition-table.ts";
import type { Progress } from "./progress.ts";

export interface StockImage extends AsyncDisposable {
  readonly path: string;
  readonly boot: Partition;
  /** The smallest card size, in bytes. */
  readonly bytes: number;
  /** What is before the boot partition. */
  readonly lead: Buffer;
  /** The boot partition, then the rest: each is read once, in this order. Throws `refused` if the image is cut off. */
  readonly bootBlocks: () => AsyncGenerator<Buffer, void>;
  readonly restBlocks: () => AsyncGenerator<Buffer, void>;
}

/** The lead is kept in memory. On every known image it is a few MiB. */
const LEAD_LIMIT = 64 * 1024 * 1024;

/** Throws `refused` when a Pi could not boot from the image. */
export async function openStock(path: string, progress: Progress, signal: AbortSignal): Promise<StockImage> {
  const source = await openImage(path, signal);
  try {
    const reader = byteReader(source.stream);
    const partitions = await tableOf(path, reader);
    const [boot, bytes] = [named(path, () => bootPartition(partitions)), endOf(partitions)];
    if (source.bytes !== undefined && source.bytes < bytes) throw cutOff(path, bytes, source.bytes);
    if (boot.start > LEAD_LIMIT) throw refused(path, "its boot partition is not at the beginning");
    progress.begin("writing", bytes);
    const counted = async function* (from: number, length: number, least: number) {
      let read = 0;
      for await (const block of reader.blocks(length)) {
        signal.throwIfAborted();
        read += block.length;
        progress.add(block.length);
        yield block;
      }
      if (read < least) throw cutOff(path, bytes, from + read);
    };
    const end = boot.start + boot.bytes;
    const lead: Buffer[] = [];
    for await (const block of counted(0, boot.start, boot.start)) lead.push(Buffer.from(block));
    return {
      ...{ path, boot, bytes, lead: Buffer.concat(lead) },
      bootBlocks: () => counted(boot.start, boot.bytes, boot.bytes),
      restBlocks: () => counted(end, Number.POSITIVE_INFINITY, bytes - end),
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    };
  } catch (cause) {
    await source[Symbol.asyncDispose]();
    throw cause;
  }
}

async function tableOf(path: string, reader: ByteReader): Promise<readonly Partition[]> {
  const head = await reader.peek(HEAD_BYTES);
  return named(path, () => readPartitionTable(head));
}

function named<T>(path: string, judge: () => T): T {
  try {
    return judge();
  } catch (cause) {
    const { message } = AppError.from(cause);
    throw refused(path, `${message}: use an image of Ubuntu, Debian or Raspberry Pi OS for a Pi`);
  }
}

const refused = (path: string, reason: string) =>
  new AppError("refused", `${path} is not an image of a card: ${reason}`);

function cutOff(path: string, bytes: number, there: number): AppError {
  return new AppError("refused", `${path} is truncated: it has ${there} of at least ${bytes} bytes. Download it again`);
}
