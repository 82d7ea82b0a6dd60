import assert from "node:assert/strict";
import { test } from "node:test";
import { cardFolders, isForCards, linuxMounts, macMounts } from "./mounts.ts";
import { ownReader } from "./own-reader.ts";

const MOUNTINFO = `22 28 0:20 / /proc rw,nosuid,nodev,noexec,relatime shared:14 - proc proc rw
28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
31 28 259:1 / /boot/efi rw,relatime shared:33 - vfat /dev/nvme0n1p1 rw,fmask=0077
90 28 8:17 / /media/ada/system-boot rw,nosuid,nodev,relatime shared:400 - vfat /dev/sdb1 rw,uid=1000
91 28 8:18 / /media/ada/writable rw,nosuid,nodev,relatime shared:401 - ext4 /dev/sdb2 rw
92 28 8:33 / /run/media/ada/NO\\040NAME rw - vfat /dev/sdc1 rw
93 28 8:49 / /mnt/card rw master:1 propagate_from:2 - vfat /dev/sdd1 rw
94 28 8:65 / /home/ada/card rw - vfat /dev/sde1 rw
`;

const MAC = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk4s1 on /Volumes/bootfs (msdos, local, nodev, nosuid, noowners, noatime, fskit)
/dev/disk5s1 on /Volumes/NO NAME (2) (msdos, local, nodev, nosuid, noowners)
/dev/disk6s2 on /Volumes/Backup (apfs, local, nodev, nosuid, journaled)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
`;

test("on Linux a card is a FAT file system where desktops and people mount media", () => {
  assert.deepEqual(cardFolders(linuxMounts(MOUNTINFO)), [
    ...["/media/ada/system-boot", "/run/media/ada/NO NAME", "/mnt/card"],
  ]);
  assert.deepEqual(linuxMounts(MOUNTINFO)[3], {
    folder: "/media/ada/system-boot",
    type: "vfat",
    source: "/dev/sdb1",
  });
});

test("on a Mac it is one below /Volumes", () => {
  assert.deepEqual(cardFolders(macMounts(MAC)), ["/Volumes/bootfs", "/Volumes/NO NAME (2)"]);
});

test("a disk of the machine's own is never taken for a card", () => {
  for (const folder of ["/", "/boot", "/boot/firmware", "/media", "/mnt", "/Volumes", "/run/media/ada", "/mnt/a/b"]) {
    assert.equal(isForCards(folder), false, folder);
  }
});

test("a folder that is no mounted card is not ejected", async () => {
  assert.equal(await ownReader("linux")?.eject("/"), false);
  assert.equal(await ownReader("linux")?.eject("/usr"), false);
  assert.equal(await ownReader("darwin")?.eject("/"), false);
  assert.equal(ownReader("win32"), undefined);
});
