import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { bootPartition, endOf, readPartitionTable } from "./partition-table.ts";

interface Entry {
  readonly type: number;
  readonly start: number;
  readonly sectors: number;
  readonly status?: number;
}

/** The first 64 KiB of a disk; sectors of 512 bytes. */
function mbr(...entries: readonly Entry[]): Buffer {
  const head = Buffer.alloc(64 * 1024);
  head.writeUInt16LE(0xaa55, 510);
  for (const [index, { type, start, sectors, status = 0 }] of entries.entries()) {
    const at = 446 + 16 * index;
    head[at] = status;
    head[at + 4] = type;
    head.writeUInt32LE(start, at + 8);
    head.writeUInt32LE(sectors, at + 12);
  }
  return head;
}

const BASIC_DATA = "a2a0d0ebe5b9334487c068b6b72699c7";
const LINUX = "af3dc60f838472478e793d69d8477de4";

function gpt(...entries: readonly (readonly [type: string, first: number, last: number])[]): Buffer {
  const head = mbr({ type: 0xee, start: 1, sectors: 0xffffffff });
  for (const [index, [type, first, last]] of entries.entries()) {
    const at = 1024 + 128 * index;
    head.write(type, at, "hex");
    head.writeBigUInt64LE(BigInt(first), at + 32);
    head.writeBigUInt64LE(BigInt(last), at + 40);
  }
  head.write("EFI PART", 512, "latin1");
  head.writeUInt32LE(92, 512 + 12);
  head.writeBigUInt64LE(2n, 512 + 72);
  head.writeUInt32LE(128, 512 + 80);
  head.writeUInt32LE(128, 512 + 84);
  head.writeUInt32LE(crc32(head.subarray(1024, 1024 + 128 * 128)), 512 + 88);
  head.writeUInt32LE(crc32(head.subarray(512, 512 + 92)), 512 + 16);
  return head;
}

test("the partitions of an MBR come in the order of the disk, in bytes", () => {
  const table = readPartitionTable(
    mbr({ type: 0x83, start: 532480, sectors: 100, status: 0x80 }, { type: 0x0c, start: 8192, sectors: 524288 }),
  );
  assert.deepEqual(table, [
    { start: 4194304, bytes: 268435456, fat: true },
    { start: 272629760, bytes: 51200, fat: false },
  ]);
  assert.equal(bootPartition(table), table[0]);
  assert.equal(endOf(table), 272629760 + 51200);
});

test("a GUID partition table is read behind its protective MBR", () => {
  const table = readPartitionTable(gpt([LINUX, 4096, 8191], [BASIC_DATA, 2048, 4095]));
  assert.deepEqual(table, [
    { start: 1048576, bytes: 1048576, fat: true },
    { start: 2097152, bytes: 2097152, fat: false },
  ]);
});

const changed = (head: Buffer, at: number, byte: number): Buffer => {
  head[at] = byte;
  return head;
};
const BOOT = { type: 0x0c, start: 2048, sectors: 2048 };
const GOOD = gpt([BASIC_DATA, 2048, 4095]);

const BAD: readonly (readonly [story: string, head: Buffer, message: RegExp])[] = [
  ["too short", Buffer.alloc(100), /does not begin with a partition table/],
  ["no signature", Buffer.alloc(65536), /does not begin with a partition table/],
  ["no entry", mbr(), /partition table is empty/],
  ["a FAT file system without a table", changed(mbr(BOOT), 446, 0x6e), /partition table is damaged/],
  ["a partition without length", mbr({ ...BOOT, sectors: 0 }), /partition table is damaged/],
  ["a partition over the table", mbr({ ...BOOT, start: 0 }), /partition table is damaged/],
  ["overlapping partitions", mbr(BOOT, { ...BOOT, start: 4095 }), /partitions overlap/],
  ["a GPT without header", mbr({ type: 0xee, start: 1, sectors: 9 }), /has no header/],
  ["a GPT with a damaged header", changed(Buffer.from(GOOD), 512 + 40, 9), /header with a wrong checksum/],
  ["a GPT with a damaged entry", changed(Buffer.from(GOOD), 1024 + 40, 9), /entries with a wrong checksum/],
  ["a cut GPT", GOOD.subarray(0, 4096), /is cut off/],
  ["an impossible entry", gpt([BASIC_DATA, 4096, 2048]), /impossible entry/],
  ["an empty GPT", gpt(), /partition table is empty/],
];
for (const [story, head, message] of BAD) {
  test(`no partition table: ${story}`, () => {
    assert.throws(() => readPartitionTable(head), { code: "invalid", message });
  });
}

test("without a FAT partition there is none to boot from", () => {
  const table = readPartitionTable(mbr({ type: 0x83, start: 2048, sectors: 9 }));
  assert.throws(() => bootPartition(table), { code: "invalid", message: /no FAT partition/ });
});
