import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceFacts } from "./device-facts.ts";
import { describeDevice, reasonsAgainst } from "./judge-device.ts";
import { factsOf } from "./lsblk.ts";

const GB = 1000 ** 3;
const part = (name: string, mounts: string[] = [], type = "part") => ({ name, type, bytes: GB, mounts });
const CARD: DeviceFacts = {
  ...{ name: "sdb", type: "disk", bytes: 32 * GB, readOnly: false, removable: true, transport: "usb" },
  ...{ model: "Ultra", parts: [part("sdb1"), part("sdb2")], mounts: [] },
};

const GOOD: readonly (readonly [story: string, facts: Partial<DeviceFacts>])[] = [
  ["a card in a USB reader", {}],
  ["a USB stick that says it is fixed", { removable: false }],
  ["a card in a built-in reader", { name: "mmcblk0", removable: false, transport: undefined }],
  ["a new card", { parts: [] }],
];
for (const [story, facts] of GOOD) {
  test(`may be written: ${story}`, () => assert.deepEqual(reasonsAgainst({ ...CARD, ...facts }), []));
}

const BAD: readonly (readonly [story: string, facts: Partial<DeviceFacts>, reasons: readonly RegExp[]])[] = [
  ["a partition", { type: "part", parent: "sdb" }, [/is a partition: name the whole card, \/dev\/sdb$/]],
  ["a DVD", { type: "rom" }, [/is not a disk \(its type is rom\)/]],
  ["a disk inside", { removable: false, transport: "sata" }, [/neither removable nor attached by USB \(but by sata\)/]],
  ["a virtual disk", { removable: false, transport: undefined }, [/neither removable nor attached by USB$/]],
  [
    "a boot area of an eMMC",
    { name: "mmcblk0boot0", removable: false, transport: undefined, bytes: 4e6 },
    [/USB/, /less/],
  ],
  ["an empty reader", { bytes: 0 }, [/there is no card in it/]],
  ["a small stick", { bytes: 1.9 * GB }, [/has 1\.90 GB, less than 2\.00 GB/]],
  ["a backup disk at USB", { bytes: 4_000 * GB }, [/has 4\.00 TB, more than 512 GB/]],
  ["a write-protected card", { readOnly: true }, [/write-protected/]],
  [
    "a mounted card",
    { parts: [part("sdb1", ["/media/me/boot"]), part("sdb2", ["/media/me/root", "/mnt"])] },
    [/is mounted at \/media\/me\/boot, \/media\/me\/root, \/mnt: umount \/dev\/sdb1 \/dev\/sdb2$/],
  ],
  ["a stick that is mounted whole", { parts: [], mounts: ["/mnt"] }, [/is mounted at \/mnt: umount \/dev\/sdb$/]],
  ["swap", { parts: [part("sdb1", ["[SWAP]"])] }, [/holds the running system \(\[SWAP\]\)/]],
  ["a part of a RAID", { parts: [part("sdb1"), part("md0", [], "raid1")] }, [/is in use by md0 \(raid1\)/]],
  [
    "an encrypted running system at USB",
    { bytes: 1_000 * GB, parts: [part("sdb1", ["/boot"]), part("sdb2"), part("root", ["/"], "crypt")] },
    [/holds the running system \(\/boot, \/\)/, /is in use by root \(crypt\)/, /more than 512 GB/],
  ],
];
for (const [story, facts, reasons] of BAD) {
  test(`is not written: ${story}`, () => {
    const given = reasonsAgainst({ ...CARD, ...facts });
    assert.equal(given.length, reasons.length, given.join("; "));
    for (const [index, reason] of reasons.entries()) assert.match(given[index] ?? "", reason);
  });
}

test("lsblk's answer becomes facts: what is null is absent, and what is built on partitions is a part", () => {
  const blank = { pkname: null, ro: false, rm: false, hotplug: false, tran: null, model: null, serial: null };
  const inner = {
    ...blank,
    kname: "dm-0",
    type: "crypt",
    size: "999",
    fstype: "ext4",
    label: "root",
    mountpoints: ["/"],
  };
  const facts = factsOf({
    ...{ ...blank, kname: "sda", type: "disk", size: 1000, hotplug: true, tran: "usb", model: "Portable SSD   " },
    ...{ fstype: null, label: null, mountpoints: [null] },
    children: [
      {
        ...{ ...blank, kname: "sda1", type: "part", pkname: "sda", size: 1000, fstype: "crypto_LUKS", label: null },
        ...{ mountpoints: [null], children: [inner] },
      },
    ],
  });
  assert.deepEqual(facts, {
    ...{
      name: "sda",
      type: "disk",
      parent: undefined,
      bytes: 1000,
      readOnly: false,
      removable: true,
      transport: "usb",
    },
    ...{ model: "Portable SSD", serial: undefined, mounts: [] },
    parts: [
      { name: "sda1", type: "part", bytes: 1000, system: "crypto_LUKS", label: undefined, mounts: [] },
      { name: "dm-0", type: "crypt", bytes: 999, system: "ext4", label: "root", mounts: ["/"] },
    ],
  });
});

test("a person sees what is on it", () => {
  const boot = { ...part("sdb1"), system: "vfat", label: "bootfs", bytes: 536_870_912 };
  assert.deepEqual(describeDevice({ ...CARD, parts: [boot, part("sdb2")] }), [
    "/dev/sdb: Ultra, usb, 32.0 GB",
    "  /dev/sdb1  537 MB  vfat  bootfs",
    "  /dev/sdb2  1.00 GB  unknown",
  ]);
});
