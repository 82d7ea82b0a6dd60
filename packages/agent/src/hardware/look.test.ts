import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { look } from "./look.ts";

test("a card, a disk and a cable are found; what has no device, and a port without a cable, are none", async () => {
  const sys = await mkdtemp(join(tmpdir(), "rackberry-sys-"));
  const files = {
    "block/mmcblk0/size": "62333952\n",
    "block/mmcblk0/device/type": "SD\n",
    "block/nvme0n1/size": "488397168\n",
    "block/nvme0n1/device/model": "A disk\n",
    "block/sda/size": "2048\n",
    "block/sda/device/type": "0\n",
    "block/sda/device/model": "Cruzer $(reboot)\n",
    "block/loop0/size": "8\n",
    "block/zram0/size": "8\n",
    "class/net/eth0/speed": "1000\n",
    "class/net/eth0/device/uevent": "",
    "class/net/usb0/speed": "-1\n",
    "class/net/usb0/device/uevent": "",
    "class/net/cni0/speed": "10000\n",
  };
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(sys, path)), { recursive: true });
      await writeFile(join(sys, path), content);
    }
    const found = await look(sys);
    assert.deepEqual(found.disks, [
      { name: "mmcblk0", kind: "SD", bytes: 62333952 * 512 },
      { name: "nvme0n1", kind: "NVMe", bytes: 488397168 * 512 },
      { name: "sda", kind: "Cruzer $(reboot)", bytes: 2048 * 512 },
    ]);
    assert.deepEqual(found.ports, [{ name: "eth0", speed: 1000 }]);
    assert.equal(found.cores, cpus().length);
    assert.ok(found.memoryBytes > 0);
  } finally {
    await rm(sys, { recursive: true });
  }
});

test("a host that shows nothing is no error", async () => {
  assert.deepEqual((await look("/no/such/place")).disks, []);
});
