import assert from "node:assert/strict";
import { test } from "node:test";
import { type DiskInfo, type DiskList, factsOf } from "./diskutil.ts";
import { reasonsAgainst } from "./judge-device.ts";

const CARD: DiskInfo = {
  ...{ DeviceIdentifier: "disk4", WholeDisk: true, ParentWholeDisk: "disk4", TotalSize: 32_000_000_000 },
  ...{ WritableMedia: true, Internal: false, RemovableMedia: true, BusProtocol: "USB" },
  ...{ VirtualOrPhysical: "Physical", MediaName: "Ultra ", MountPoint: "" },
};
const PARTS: DiskList = {
  AllDisksAndPartitions: [
    {
      DeviceIdentifier: "disk4",
      Partitions: [
        { DeviceIdentifier: "disk4s1", Content: "Windows_FAT_32", Size: 500_000_000, VolumeName: "bootfs" },
        { DeviceIdentifier: "disk4s2", Content: "Linux", Size: 5_000_000_000 },
      ],
    },
  ],
};

test("diskutil's answers become facts", () => {
  assert.deepEqual(factsOf(CARD, PARTS), {
    ...{ name: "disk4", type: "disk", parent: "disk4", bytes: 32_000_000_000, readOnly: false, removable: true },
    ...{ transport: "usb", model: "Ultra", mounts: [], unmounting: "diskutil unmountDisk disk4" },
    parts: [
      ...[{ name: "disk4s1", type: "part", bytes: 500_000_000, system: "Windows_FAT_32", label: "bootfs", mounts: [] }],
      { name: "disk4s2", type: "part", bytes: 5_000_000_000, system: "Linux", label: undefined, mounts: [] },
    ],
  });
});

test("a card may be written, in a built-in reader too", () => {
  const inside = { ...CARD, Internal: true, BusProtocol: "Secure Digital" };
  for (const info of [CARD, inside]) assert.deepEqual(reasonsAgainst(factsOf(info, PARTS)), []);
});

const APFS: DiskList = {
  AllDisksAndPartitions: [
    { DeviceIdentifier: "disk4", Partitions: [{ DeviceIdentifier: "disk4s2", Content: "Apple_APFS" }] },
  ],
};
const MOUNTED: DiskList = {
  AllDisksAndPartitions: [
    { DeviceIdentifier: "disk4", Partitions: [{ DeviceIdentifier: "disk4s1", MountPoint: "/Volumes/bootfs" }] },
  ],
};
const SYSTEM: DiskList = {
  AllDisksAndPartitions: [
    { DeviceIdentifier: "disk4", Partitions: [{ DeviceIdentifier: "disk4s2", MountPoint: "/" }] },
  ],
};

const BAD: readonly (readonly [story: string, info: Partial<DiskInfo>, list: DiskList, reason: RegExp])[] = [
  [
    "a disk inside",
    { Internal: true, RemovableMedia: false, BusProtocol: "Apple Fabric" },
    {},
    /neither removable nor/,
  ],
  ["one of which nothing is said", { Internal: undefined, RemovableMedia: undefined, BusProtocol: "" }, {}, /neither/],
  ["a backup disk", { TotalSize: 4e12 }, {}, /has 4\.00 TB, more than 512 GB/],
  ["a partition", { WholeDisk: false, ParentWholeDisk: "disk4" }, {}, /is a partition: .*\/dev\/disk4$/],
  ["an APFS container", { VirtualOrPhysical: "Virtual" }, {}, /is not a disk \(its type is virtual disk\)/],
  ["a mounted image", { BusProtocol: "Disk Image" }, {}, /is not a disk/],
  ["a disk with APFS on it, as one that a Mac starts from", {}, APFS, /is in use by disk4s2 \(APFS\)/],
  ["the running system", {}, SYSTEM, /holds the running system \(\/\)/],
  ["a write-protected card", { WritableMedia: false }, PARTS, /write-protected/],
  ["a mounted card", {}, MOUNTED, /is mounted at \/Volumes\/bootfs: diskutil unmountDisk disk4$/],
];
for (const [story, info, list, reason] of BAD) {
  test(`on a Mac it is refused: ${story}`, () => {
    assert.match(reasonsAgainst(factsOf({ ...CARD, ...info }, list)).join("; "), reason);
  });
}
