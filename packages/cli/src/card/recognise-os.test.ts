import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { filesOf } from "../testing/folder.ts";
import { BOOKWORM, BOOKWORM_IMAGER, RASPBERRY_PI_OS, UBUNTU, UBUNTU_FLAT } from "../testing/stock-cards.ts";
import { readPartition } from "./partition.ts";
import { recogniseOs, titleOf } from "./recognise-os.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

type Files = Readonly<Record<string, string>>;

async function recognised(files: Files): Promise<string> {
  const os = recogniseOs(await readPartition(new MemoryBoot(files)));
  return os.kind === "unknown" ? os.reason : titleOf(os);
}

const without = (files: Files, ...names: string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

const CONFIG_64 = "[all]\narm_64bit=1\nkernel=vmlinuz\ninitramfs initrd.img followkernel\n";
const CONFIG_32 = "[all]\nkernel=vmlinuz\ninitramfs initrd.img followkernel\n";
const BULLSEYE = {
  "config.txt": "dtparam=audio=on\n[pi4]\narm_boost=1\n[all]\n",
  "cmdline.txt": "console=tty1 root=PARTUUID=12-02 rootwait",
  "issue.txt": BOOKWORM["issue.txt"] ?? "",
  "kernel8.img": "",
};
const KNOWN_32 = { "kernel.img": "", "kernel7.img": "", "kernel7l.img": "" };
const FAT_ROOT = "console=tty0 root=LABEL=RASPIROOT rw fsck.repair=yes net.ifnames=0 rootwait";

const TABLE: readonly (readonly [story: string, files: Files, is: RegExp])[] = [
  ["Ubuntu 25.10 or later (A/B boot)", UBUNTU, /^Ubuntu 25\.10 or later/],
  ["with an update that waits", { ...UBUNTU, "new/cmdline.txt": "root=LABEL=writable" }, /^Ubuntu 25\.10 or later/],
  ["Ubuntu before that", UBUNTU_FLAT, /^Ubuntu 22\.04 to 25\.04$/],
  ["Raspberry Pi OS trixie", RASPBERRY_PI_OS, /^Raspberry Pi OS with cloud-init \(trixie\)$/],
  ["Raspberry Pi OS bookworm", BOOKWORM, /^Raspberry Pi OS without cloud-init \(bookworm/],
  ["the same of Imager", BOOKWORM_IMAGER, /^Raspberry Pi OS without cloud-init \(bookworm/],
  [
    "Ubuntu without its README is something with cloud-init",
    without(UBUNTU_FLAT, "README"),
    /^Debian with cloud-init$/,
  ],
  ["bookworm whose issue.txt is gone", without(BOOKWORM, "issue.txt"), /^Raspberry Pi OS without cloud-init/],
  [
    "trixie whose issue.txt is gone",
    { ...without(RASPBERRY_PI_OS, "issue.txt"), "meta-data": "dsmode: local\ninstance_id: rpios-image\n" },
    /^Raspberry Pi OS with cloud-init/,
  ],
  ["bookworm for 32 bit", { ...BOOKWORM, ...KNOWN_32 }, /32-bit system.*arm64/],
  ["trixie for 32 bit", { ...RASPBERRY_PI_OS, ...KNOWN_32 }, /32-bit system.*arm64/],
  ["Ubuntu 22.04 for 32 bit", { ...UBUNTU_FLAT, "config.txt": CONFIG_32 }, /does not say arm_64bit=1/],
  ["somebody wants 32 bit", { ...RASPBERRY_PI_OS, "config.txt": "auto_initramfs=1\narm_64bit=0" }, /32-bit system/],
  ["bullseye", BULLSEYE, /Raspberry Pi OS bullseye or older/],
  ["rpi-preseed", { ...BOOKWORM, "rpi-preseed.toml": "" }, /rpi-preseed\.toml, which pictl does not know yet/],
  [
    "DietPi",
    { ...without(BOOKWORM, "issue.txt"), "cmdline.txt": "root=PARTUUID=1-2 rootwait", "dietpi.txt": "" },
    /DietPi/,
  ],
  ["DietPi made of Raspberry Pi OS", { ...BOOKWORM, "dietpi.txt": "" }, /DietPi, which has a first boot of its own/],
  [
    "LibreELEC",
    { "config.txt": "", "cmdline.txt": "boot=UUID=1-2 quiet disk=UUID=3", SYSTEM: "", "kernel.img": "" },
    /LibreELEC/,
  ],
  [
    "Home Assistant OS",
    { "config.txt": "kernel=u-boot.bin\n", "cmdline.txt": "console=tty1", "boot.scr": "" },
    /Home Assistant/,
  ],
  [
    "Ubuntu Core",
    { "config.txt": CONFIG_64, "cmdline.txt": "quiet", "systems/1/model": "", "kernel.img": "" },
    /Ubuntu Core/,
  ],
  [
    "Ubuntu 20.04",
    { ...UBUNTU_FLAT, "config.txt": "[pi4]\nkernel=uboot_rpi_4.bin\n[all]\narm_64bit=1\n" },
    /Ubuntu 20\.04 or older/,
  ],
  ["raspi.debian.net", { "config.txt": CONFIG_64, "cmdline.txt": FAT_ROOT, "sysconf.txt": "" }, /raspi\.debian\.net/],
  ["Ubuntu without its seed", without(UBUNTU_FLAT, "user-data", "meta-data"), /does not start with cloud-init/],
  [
    "a name alone is nothing",
    { "config.txt": "", "cmdline.txt": "quiet", "issue.txt": "Generated using pi-gen" },
    /bullseye or older/,
  ],
  ["no root file system", { ...UBUNTU_FLAT, "cmdline.txt": "quiet" }, /does not recognise the system/],
];
for (const [story, files, is] of TABLE) {
  test(`by what is on it: ${story}`, async () => assert.match(await recognised(files), is));
}

for (const [system, title] of [
  ["debian", "Debian with cloud-init"],
  ["ubuntu", "Ubuntu 22.04 to 25.04"],
  ["ubuntu-ab", "Ubuntu 25.10 or later (A/B boot)"],
  ["raspios-trixie", "Raspberry Pi OS with cloud-init (trixie)"],
  ["raspios-bookworm", "Raspberry Pi OS without cloud-init (bookworm; first-run script)"],
] as const) {
  test(`the virtual rack's stock card of ${system} is known`, async () => {
    const files = filesOf(join(import.meta.dirname, `../../../../test/rack/build/stock-systems/${system}/boot`));
    assert.equal(await recognised(files), title);
  });
}
