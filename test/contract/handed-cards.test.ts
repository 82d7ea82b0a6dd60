/** The boot partitions of docs/field-cases.md, as they were found, passed to pictl card. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runPictl } from "../../packages/cli/src/pictl.ts";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import { bootPartition, type Folder } from "../../packages/cli/src/testing/folder.ts";

/** One character per byte. */
type Files = Readonly<Record<string, string>>;

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";
const LINE = "console=serial0,115200 console=tty1 root=PARTUUID=0badcafe-02 rootfstype=ext4 fsck.repair=yes rootwait";
const CONFIG = "auto_initramfs=1\narm_64bit=1\n";

const BOOKWORM: Files = {
  "config.txt": `${CONFIG}\n[cm5]\ndtoverlay=dwc2,dr_mode=host\n\n[all]\n`,
  "cmdline.txt": `${LINE}\n`,
  "issue.txt": "Raspberry Pi reference 2026-06-18\nGenerated using pi-gen, 0000, stage2\n",
  "kernel8.img": "k",
  initramfs8: "i",
};
const TRIXIE: Files = {
  ...BOOKWORM,
  "meta-data": "instance_id: rpios-image\ndsmode: local\n",
  "network-config": "network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: true\n",
  "user-data": "#cloud-config\n#hostname: raspberrypi\n",
};
const UBUNTU: Files = {
  README: "====\nThe boot partition of Ubuntu Server for Raspberry Pi\n====\n",
  "config.txt": "[all]\narm_64bit=1\nkernel=vmlinuz\ncmdline=cmdline.txt\ninitramfs initrd.img followkernel\n[all]\n",
  "cmdline.txt":
    "console=serial0,115200 console=tty1 root=LABEL=writable rootfstype=ext4 rootwait fixrtc quiet splash\n",
  "meta-data": "instance-id: cloud-image\n",
  "network-config": "version: 2\nethernets:\n  eth0:\n    dhcp4: true\n    optional: true\n",
  "user-data": "#cloud-config\nssh_pwauth: true\n",
  "initrd.img": "i",
  vmlinuz: "k",
};

/** `pictl card BOOT` as a person types it. Its whole output is one string. */
async function card(rack: Folder, boot: Folder) {
  const said: string[] = [];
  const code = await runPictl(["-C", rack.path, "card", "--packages", join(rack.path, "dist"), boot.path], {
    environment: {},
    now: () => Date.parse("2026-11-27"),
    terminal: false,
    columns: () => 100,
    print: (line) => said.push(line),
    note: (line) => said.push(line),
    signal: new AbortController().signal,
  });
  return { code, said: said.join("\n") };
}

interface Case {
  readonly id: string;
  readonly stock: Files;
  /** Replace the stock image's files, or add to them; a file without content is absent. */
  readonly with: Readonly<Record<string, string | undefined>>;
  /** The expected output. */
  readonly says?: RegExp;
  /** Refused, with nothing changed on the card. */
  readonly isRefused?: true;
  /** The content of files on the card afterwards. */
  readonly has?: Readonly<Record<string, RegExp>>;
  readonly rack?: string;
}

const line = (text: string) => ({ "cmdline.txt": text });
const NO_ROOT = /no root= in its first line/;
const STARTED = / systemd\.run=\/boot\/firmware\/firstrun\.sh /;
const OURS = `#!/bin/sh
# Written by pictl card: runs on the first boot and removes itself.
set +e
echo my-own-line >/etc/mine
# rackberry: begin (pictl card)
sh /boot/firmware/rackberry/first-run.sh
# rackberry: end
sed -i 's| systemd\\.run[^ ]*||g; s| systemd\\.unit=kernel-command-line\\.target||g' /boot/firmware/cmdline.txt
sync
rm -f /boot/firmware/firstrun.sh
exit 0
`;

const CASES: readonly Case[] = [
  {
    id: "01-nbsp-between-flags",
    stock: TRIXIE,
    with: line(`${LINE} ${FLAGS.replaceAll(" ", "\xc2\xa0")}\n`),
    says: /no-break space \(U\+00A0\)/,
    has: { "cmdline.txt": new RegExp(` ${FLAGS}\n$`) },
  },
  {
    id: "05-cloud-init-disabled-word",
    stock: TRIXIE,
    with: line(`${LINE} cloud-init=disabled\n`),
    says: /cloud-init=disabled, which turns cloud-init off/,
    isRefused: true,
  },
  {
    id: "06-seed-from-a-server",
    stock: UBUNTU,
    with: line(
      "console=tty1 root=LABEL=writable rootfstype=ext4 rootwait fixrtc ds=nocloud-net;s=http://192.168.7.2:8000/pi/\n",
    ),
    says: /which makes cloud-init read its data from there/,
    isRefused: true,
  },
  {
    id: "08-overlayroot-tmpfs",
    stock: TRIXIE,
    with: line(`overlayroot=tmpfs ${LINE}\n`),
    says: /overlayroot=tmpfs, which keeps what is written to the root file system in memory/,
    isRefused: true,
  },
  {
    id: "10-cgroup-v1-forced-for-1.36",
    stock: BOOKWORM,
    with: line(`${LINE} cgroup_enable=memory cgroup_memory=1 systemd.unified_cgroup_hierarchy=0\n`),
    rack: "kubernetes: 1.36.2\n",
    says: /systemd\.unified_cgroup_hierarchy=0, which makes systemd use cgroup v1, .* refuses from 1\.35 on/,
  },
  {
    id: "11-ufw-in-user-data",
    stock: UBUNTU,
    with: {
      "user-data":
        "#cloud-config\nhostname: berry-3\npackages: [ufw, vim]\nruncmd:\n  - ufw default deny incoming\n  - ufw allow OpenSSH\n  - ufw --force enable\n",
    },
    says: /enables a firewall \(ufw --force enable\): open the agent's ports \(7440/,
  },
  {
    id: "12-list-at-column-0",
    stock: UBUNTU,
    with: {
      "user-data": "#cloud-config\nhostname: berry-4\npackages: [\navahi-daemon,\nvim,\nhtop\n]\nssh_pwauth: false\n",
    },
    has: { "user-data": /packages: \[\navahi-daemon,\nvim,\nhtop\n\]\nssh_pwauth: false\n/ },
  },
  {
    id: "15-config-txt-latin-1",
    stock: TRIXIE,
    with: { "config.txt": `# L\xfcfter am Geh\xe4use\ndtoverlay=rpi-poe\n${CONFIG}[all]\n` },
    has: { "cmdline.txt": new RegExp(` ${FLAGS}\n$`), "config.txt": /^# L\xfcfter am Geh\xe4use\n/ },
  },
  {
    id: "16-64-bit-after-rpi-update",
    stock: BOOKWORM,
    with: { "kernel.img": "k", "kernel7.img": "k", "kernel7l.img": "k", "kernel_2712.img": "k" },
    says: /pictl cannot tell whether it is a 32-bit system/,
    isRefused: true,
  },
  {
    id: "17-a-cmdline-for-each-model",
    stock: TRIXIE,
    with: {
      "cmdline.txt": undefined,
      "config.txt": `${CONFIG}[pi4]\ncmdline=cmdline-pi4.txt\n[pi5]\ncmdline=cmdline-pi5.txt\nkernel=kernel8.img\n[all]\n`,
      "cmdline-pi4.txt": `${LINE} model=pi4\n`,
      "cmdline-pi5.txt": `${LINE} model=pi5\n`,
    },
    has: {
      "cmdline-pi4.txt": new RegExp(` model=pi4 ${FLAGS}\n$`),
      "cmdline-pi5.txt": new RegExp(` model=pi5 ${FLAGS}\n$`),
    },
  },
  {
    id: "20-config-txt-includes",
    stock: TRIXIE,
    with: {
      "config.txt": `${CONFIG}include house.txt\n[all]\n`,
      "house.txt": "# settings of this house\ncmdline=house-cmdline.txt\ngpu_mem=16\n",
      "house-cmdline.txt": `${LINE} usb-storage.quirks=152d:0578:u\n`,
    },
    has: { "house-cmdline.txt": new RegExp(` ${FLAGS}\n$`), "cmdline.txt": /rootwait\n$/ },
  },
  { id: "104-cmdline-first-line-blank", stock: TRIXIE, with: line(`\n${LINE}\n`), says: NO_ROOT, isRefused: true },
  {
    id: "108-cmdline-all-nul",
    stock: TRIXIE,
    with: line("\0".repeat(4096)),
    says: /has NUL bytes in it/,
    isRefused: true,
  },
  { id: "123-cmdline-empty", stock: TRIXIE, with: line(""), says: NO_ROOT, isRefused: true },
  { id: "124-cmdline-only-spaces", stock: TRIXIE, with: line("   \n"), says: NO_ROOT, isRefused: true },
  { id: "127-cmdline-comment-line", stock: TRIXIE, with: line(`# my line\n${LINE}\n`), says: NO_ROOT, isRefused: true },
  {
    id: "138-config-cmdline-in-pi4-section-bookworm",
    stock: BOOKWORM,
    with: { "config.txt": `${CONFIG}[pi4]\ncmdline=four.txt\n[all]\n`, "four.txt": `${LINE} quiet\n` },
    has: { "four.txt": STARTED, "cmdline.txt": STARTED },
  },
  {
    id: "143-config-include-nested",
    stock: TRIXIE,
    with: {
      "config.txt": `${CONFIG}include a.txt\n`,
      "a.txt": "include b.txt\n",
      "b.txt": "cmdline=mine.txt\n",
      "mine.txt": LINE,
    },
    has: { "mine.txt": new RegExp(` ${FLAGS}\\s*$`) },
  },
  {
    id: "144-config-include-prefix-bookworm",
    stock: BOOKWORM,
    with: { "config.txt": `${CONFIG}include os.txt\n`, "os.txt": "cmdline=mine.txt\n", "mine.txt": `${LINE} quiet\n` },
    has: { "mine.txt": STARTED },
  },
  {
    id: "189-userdata-tabs-after-colon",
    stock: TRIXIE,
    with: { "user-data": "#cloud-config\nhostname:\tattic\npackages:\t[vim]\n" },
    says: /user-data .*line 2 cannot be read by cloud-init: it contains a tab/,
    isRefused: true,
  },
  {
    id: "190-userdata-tab-before-comment",
    stock: TRIXIE,
    with: { "user-data": "#cloud-config\nhostname: attic\t# c\n" },
    says: /user-data .*line 2 cannot be read by cloud-init: it contains a tab/,
    isRefused: true,
  },
  {
    id: "316-metadata-indented",
    stock: TRIXIE,
    with: { "meta-data": "  instance_id: x\n  dsmode: local\n" },
    has: { "meta-data": /^ {2}instance-id: rackberry-[0-9a-f]{32}\n {2}instance_id: x\n {2}dsmode: local\n$/ },
  },
  {
    id: "345-firstrun-ours-edited-by-hand",
    stock: BOOKWORM,
    with: { "firstrun.sh": OURS },
    has: { "firstrun.sh": /^echo my-own-line >\/etc\/mine$/m },
  },
];

for (const {
  id,
  stock,
  rack: wishes,
  says = /is now the card of the master/,
  isRefused,
  has = {},
  ...given
} of CASES) {
  test(`pictl card on ${id}`, async () => {
    using rack = await rackDirectory();
    if (wishes) rack.write("rack.yaml", wishes);
    using boot = bootPartition({});
    const read = (name: string) => readFileSync(join(boot.path, name), "latin1");
    for (const [name, content] of Object.entries({ ...stock, ...given.with })) {
      if (content !== undefined) writeFileSync(join(boot.path, name), content, "latin1");
    }
    const before = boot.files();
    const { code, said } = await card(rack, boot);
    assert.equal(code, isRefused ? 1 : 0, said);
    assert.match(said, says);
    if (isRefused) assert.deepEqual(boot.files(), before, "nothing is written");
    for (const [name, content] of Object.entries(has)) assert.match(read(name), content, name);
  });
}

const nodes = (count: number) =>
  `nodes:\n${Array.from({ length: count }, (_, index) => `- serial: ${(index + 1).toString(16).padStart(16, "0")}\n  name: n${index}\n`).join("")}`;
const key = (words: string) => `user:\n  name: ada\n  sshKeys:\n  - ${words}\n`;

const RACKS: readonly (readonly [id: string, text: string, says: RegExp])[] = [
  ["581-subnet-loopback", "podSubnet: 127.0.0.0/8\n", /podSubnet: 127\.0\.0\.0\/8 cannot be used: .*loopback/],
  ["582-subnet-zero", "podSubnet: 0.0.0.0/8\n", /podSubnet: 0\.0\.0\.0\/8 cannot be used: .*this network/],
  ["584-subnet-broadcast", "podSubnet: 255.255.0.0/16\n", /podSubnet: 255\.255\.0\.0\/16 cannot be used: .*broadcast/],
  ["585-subnet-service-multicast", "serviceSubnet: 239.0.0.0/12\n", /serviceSubnet: .* cannot be used: .*multicast/],
  ["596-nodes-300", nodes(300), /has room for 256 nodes, .* lists 300/],
  ["597-nodes-5-in-22", `podSubnet: 10.244.0.0/22\n${nodes(5)}`, /has room for 4 nodes, .* lists 5/],
  [
    "601-nodes-same-serial-case",
    "nodes:\n- {serial: 10000000ABCDEF01, name: x}\n- {serial: 10000000abcdef01, name: y}\n",
    /nodes\[1\]\.serial: 10000000abcdef01 is already nodes\[0\]\.serial/,
  ],
  ["638-ssh-four-letters", key("ssh-ed25519 AAAA x"), /sshKeys\[0\].*copy the one line/],
  [
    "639-ssh-type-mismatch",
    key(`ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAABAQC${"q".repeat(340)} x`),
    /sshKeys\[0\].*ssh-ed25519/,
  ],
];

for (const [id, text, says] of RACKS) {
  test(`pictl card with a rack.yaml of ${id}`, async () => {
    using rack = await rackDirectory();
    rack.write("rack.yaml", text);
    using boot = bootPartition(TRIXIE);
    const { code, said } = await card(rack, boot);
    assert.match(said, says);
    assert.equal(code, 1);
    assert.deepEqual(boot.files(), TRIXIE, "nothing is written");
  });
}
