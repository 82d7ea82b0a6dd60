/** Where the partitions of a disk image are. Pure and strict: a table that is not exactly valid is rejected. */
import { AppError } from "@rackberry/protocol";
import { readGpt } from "./gpt.ts";
import { type Partition, SECTOR } from "./partition.ts";

/** An image's first bytes, which contain the whole table. No boot partition on an image for a Pi begins earlier. */
export const HEAD_BYTES = 1024 * 1024;

const FAT_TYPES = new Set([0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e, 0xef]);
const GPT_TYPE = 0xee;
const TABLE = 446;

/** At least one, in disk order. Throws `invalid` with the reason. `head`: the first HEAD_BYTES, or the whole image. */
export function readPartitionTable(head: Buffer): readonly Partition[] {
  const entries = readMbr(head);
  const partitions = (entries.some(({ type }) => type === GPT_TYPE) ? readGpt(head) : entries).map(
    ({ start, bytes, fat }) => ({ start, bytes, fat }),
  );
  partitions.sort((a, b) => a.start - b.start);
  if (partitions.length === 0) throw invalid("its partition table is empty");
  partitions.reduce((end, { start, bytes }) => {
    if (start < end) throw invalid("its partitions overlap");
    return start + bytes;
  }, SECTOR);
  return partitions;
}

/** The first partition that may be FAT, which the firmware reads on every image for a Pi. Throws `invalid`. */
export function bootPartition(partitions: readonly Partition[]): Partition {
  const boot = partitions.find(({ fat }) => fat);
  if (boot) return boot;
  throw invalid("it has no FAT partition that a Pi could boot from");
}

/** The smallest disk size, in bytes. */
export const endOf = (partitions: readonly Partition[]): number =>
  Math.max(...partitions.map(({ start, bytes }) => start + bytes));

function readMbr(head: Buffer): (Partition & { type: number })[] {
  if (head.length < SECTOR || head.readUInt16LE(510) !== 0xaa55) {
    throw invalid("it does not begin with a partition table");
  }
  const entries = [0, 1, 2, 3].map((index) => head.subarray(TABLE + 16 * index, TABLE + 16 * (index + 1)));
  return entries.flatMap((entry) => {
    const [status = 0, type = 0] = [entry[0], entry[4]];
    if (type === 0) return [];
    const [start, bytes] = [entry.readUInt32LE(8) * SECTOR, entry.readUInt32LE(12) * SECTOR];
    if ((status !== 0 && status !== 0x80) || start === 0 || bytes === 0)
      throw invalid("its partition table is damaged");
    return [{ start, bytes, type, fat: FAT_TYPES.has(type) }];
  });
}

const invalid = (reason: string) => new AppError("invalid", reason);
