import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBootLine, contradictions, lineNotes, type WordEffect } from "./boot-words.ts";

const WORDS: readonly (readonly [word: string, effect: WordEffect])[] = [
  ["cloud-init=disabled", "no-cloud-init"],
  ["ds=nocloud-net;s=http://192.168.7.2:8000/pi/", "no-cloud-init"],
  ["ds=nocloud;i=x;seedfrom=https://seed/", "no-cloud-init"],
  ["ds=nocloud;s=/srv/seed/", "no-cloud-init"],
  ["ds=ec2", "no-cloud-init"],
  ["ci.datasource=None", "no-cloud-init"],
  ["ds=nocloud;dsmode=disabled", "no-cloud-init"],
  ["overlayroot=tmpfs", "root-in-memory"],
  ["overlayroot=tmpfs:swap=1,recurse=0", "root-in-memory"],
  ["boot=overlay", "root-in-memory"],
  ["systemd.volatile=yes", "root-in-memory"],
  ["systemd.volatile=state", "root-in-memory"],
  ["boot=live", "root-in-memory"],
  ["aufs=tmpfs", "root-in-memory"],
  ["init=/bin/ro-root.sh", "root-in-memory"],
  ["init=/sbin/overlayRoot.sh", "root-in-memory"],
  ["root=/dev/ram0", "root-in-memory"],
  ["rootfstype=tmpfs", "root-in-memory"],
  ["systemd.unit=rescue.target", "no-start"],
  ["single", "no-start"],
  ["init=/bin/sh", "no-start"],
  ["init=/usr/bin/bash", "no-start"],
  ["break=premount", "no-start"],
  ["systemd.mask=cloud-init.service", "no-start"],
  ["systemd.unified_cgroup_hierarchy=0", "cgroup-v1"],
  ["systemd.unified_cgroup_hierarchy=no", "cgroup-v1"],
  ["systemd.unified-cgroup-hierarchy=0", "cgroup-v1"],
  ["cgroup_no_v1=all", "no-memory-cgroup"],
  ["cgroup_no_v1=cpu,memory", "no-memory-cgroup"],
  ["cloud-config-url=http://x/y", "note"],
  ["modprobe.blacklist=vxlan", "note"],
  ["module_blacklist=snd,br-netfilter", "note"],
  ["root=/dev/nfs", "note"],
  ["systemd.mask=containerd.service", "note"],
  ["maxcpus=1", "note"],
  ["network-config=disabled", "note"],
];
for (const [word, effect] of WORDS) {
  test(`known by its effect: ${word}`, () => {
    assert.deepEqual(
      contradictions(`root=x quiet ${word} rootwait`).map((found) => [found.word, found.effect]),
      [[word, effect]],
    );
  });
}

test("the words of stock images, and others that mean well, are none", () => {
  const line =
    "console=serial0,115200 console=tty1 root=LABEL=writable rootfstype=ext4 fsck.repair=yes rootwait quiet splash fixrtc " +
    "dwc_otg.lpm_enable=0 multipath=off panic=10 resize init=/usr/lib/raspberrypi-sys-mods/firstboot ds=nocloud;i=x ds=nocloud " +
    "ds=nocloud;s=file:///boot/firmware/ systemd.run=/boot/firmware/firstrun.sh systemd.run_success_action=reboot " +
    "systemd.unit=kernel-command-line.target systemd.unified_cgroup_hierarchy=1 overlayroot=disabled overlayroot=device:dev=/dev/sda1 ro cgroup_no_v1=cpu " +
    "root=/dev/nvme0n1p2 root=/dev/sda2 init=/sbin/init init=/lib/systemd/systemd rootflags=subvol=@ maxcpus=4 " +
    "systemd.mask=ssh.service systemd.volatile=no ds=nocloud;h=shelf;s=/boot/firmware ci.ds=NoCloud cloud-init=enabled " +
    "cgroup_enable=memory cfg80211.ieee80211_regdom=GB usb-storage.quirks=152d:0578:u";
  assert.deepEqual(contradictions(line), []);
});

test("a line with which no Pi starts is refused: torn, blank, without root=, too long", () => {
  const check = (text: string) => () => checkBootLine("cmdline.txt", text);
  for (const text of ["", "   \n", "\nroot=x\n", "# mine\nroot=x\n", "quiet root=", "quiet -- root=x"]) {
    assert.throws(check(text), { code: "refused", message: /^cmdline\.txt has no root= in its first line/ });
  }
  for (const text of ["\0".repeat(4096), "root=x\n\0\0"]) {
    assert.throws(check(text), { code: "refused", message: /^cmdline\.txt has NUL bytes/ });
  }
  const long = (bytes: number) => `root=x ${"a".repeat(bytes - 7)}\nnever read`;
  assert.doesNotThrow(check(long(2047)));
  assert.throws(check(long(2048)), { code: "refused", message: /would have 2048 bytes, but the kernel takes 2047/ });
});

test("what a person should know of a line is said", () => {
  assert.deepEqual(lineNotes("cmdline.txt", "root=x quiet"), []);
  assert.match(
    lineNotes("cmdline.txt", "root=x a\xa0b").join(),
    /no-break space \(U\+00A0\) in a\u2423b: .*plain blanks/,
  );
  assert.match(lineNotes("cmdline.txt", `root=x ${"a".repeat(1900)}`).join(), /may cut off its end/);
});
