/** The GUID partition table (UEFI specification 2.10, 5.3), as far as it is needed to find partitions. Pure. */
import { crc32 } from "node:zlib";
import { AppError } from "@rackberry/protocol";
import { type Partition, SECTOR } from "./partition.ts";

/** The types that may hold FAT: EFI system partition and basic data, in on-disk byte order. */
const FAT_TYPES = new Set(["28732ac11ff8d211ba4b00a0c93ec93b", "a2a0d0ebe5b9334487c068b6b72699c7"]);
const UNUSED = "0".repeat(32);

/** Throws `invalid` unless both checksums are right. */
export function readGpt(head: Buffer): Partition[] {
  const header = Buffer.from(head.subarray(SECTOR, 2 * SECTOR));
  if (header.length < SECTOR || header.toString("latin1", 0, 8) !== "EFI PART") throw damaged("has no header");
  const size = header.readUInt32LE(12);
  if (size < 92 || size > SECTOR) throw damaged("has a header of a wrong size");
  const checksum = header.readUInt32LE(16);
  header.writeUInt32LE(0, 16);
  if (crc32(header.subarray(0, size)) !== checksum) throw damaged("has a header with a wrong checksum");
  const [at, count, width] = [Number(header.readBigUInt64LE(72)), header.readUInt32LE(80), header.readUInt32LE(84)];
  if (width < 128 || width % 128 !== 0) throw damaged("has entries of a wrong size");
  const entries = head.subarray(at * SECTOR, at * SECTOR + count * width);
  if (entries.length !== count * width) throw damaged("is cut off");
  if (crc32(entries) !== header.readUInt32LE(88)) throw damaged("has entries with a wrong checksum");
  return Array.from({ length: count }, (_, index) => entries.subarray(index * width, (index + 1) * width)).flatMap(
    (entry) => {
      const type = entry.toString("hex", 0, 16);
      if (type === UNUSED) return [];
      const [first, last] = [Number(entry.readBigUInt64LE(32)), Number(entry.readBigUInt64LE(40))];
      if (first < 2 || last < first || last >= 2 ** 40) throw damaged("has an impossible entry");
      return [{ start: first * SECTOR, bytes: (last - first + 1) * SECTOR, fat: FAT_TYPES.has(type) }];
    },
  );
}

const damaged = (how: string) => new AppError("invalid", `its GUID partition table ${how}`);
