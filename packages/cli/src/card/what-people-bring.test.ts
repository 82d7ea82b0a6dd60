/** Boot partitions as people's editors, guides and scripts leave them: made into a card, or refused with what is true. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cardOrder, rackDirectory } from "../testing/example-rack.ts";
import { BOOKWORM, RASPBERRY_PI_OS, UBUNTU, UBUNTU_FLAT } from "../testing/stock-cards.ts";
import { planCard, prepareCard } from "./prepare-card.ts";
import { showPlan } from "./show-plan.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";
const LINE = "console=tty1 root=PARTUUID=12-02 rootwait";
const bytes = (text: string) => Buffer.from(text, "latin1");

/** A card made of it: every file, one character a byte, and what was said. */
async function made(files: Files, { flags = true } = {}) {
  using rack = await rackDirectory();
  const boot = new MemoryBoot(files);
  const { notes } = await prepareCard(boot, await cardOrder(rack, { flags }));
  return { files: boot.files(), notes: notes.join("\n") };
}

async function refused(files: Files, message: RegExp): Promise<void> {
  using rack = await rackDirectory();
  const boot = new MemoryBoot(files);
  const before = boot.files();
  await assert.rejects(prepareCard(boot, await cardOrder(rack)), { code: "refused", message });
  assert.deepEqual(boot.files(), before, "nothing is written");
}

const trixie = (line: string, more: Files = {}): Files => ({ ...RASPBERRY_PI_OS, "cmdline.txt": line, ...more });
const config = (text: string) => `${BOOKWORM["config.txt"]}${text}`;

test("flags that are glued together by no-break spaces are none: they are put there, and the blank is named", async () => {
  const glued = Buffer.from(`${LINE} ${FLAGS.replaceAll(" ", "\u00a0")}\n`);
  const { files, notes } = await made(trixie("", { "cmdline.txt": glued }));
  assert.equal(files["cmdline.txt"], `${glued.toString("latin1").trim()} ${FLAGS}\n`);
  assert.match(notes, /cmdline\.txt has a no-break space \(U\+00A0\) in cgroup_enable=cpuset\u2423cgroup_memory=1/);
});

test("the kernel's line in Latin-1 keeps every byte, and a dry run shows it", async () => {
  const odd = bytes(`${LINE} x=K\xfcche\n# Gr\xfc\xdfe\n`);
  const { files } = await made(trixie("", { "cmdline.txt": odd }));
  assert.equal(files["cmdline.txt"], `${LINE} x=K\xfcche ${FLAGS}\n# Gr\xfc\xdfe\n`);
  using rack = await rackDirectory();
  const boot = new MemoryBoot(trixie("", { "cmdline.txt": odd }));
  const shown = await showPlan(boot, await planCard(boot, await cardOrder(rack)));
  assert.ok(shown.includes(`+${LINE} x=Küche ${FLAGS}`), shown.join("\n"));
});

const WORDS: readonly (readonly [word: string, message: RegExp])[] = [
  ["cloud-init=disabled", /cmdline\.txt contains cloud-init=disabled, which turns cloud-init off: remove the word/],
  [
    "ds=nocloud-net;s=http://192.168.7.2:8000/pi/",
    /which makes cloud-init read its data from there instead of from this/,
  ],
  ["ds=openstack", /which makes cloud-init read its data from there/],
  [
    "overlayroot=tmpfs",
    /keeps what is written to the root file system in memory, so the agent is gone after every reboot/,
  ],
  ["boot=overlay", /in memory/],
  ["systemd.volatile=overlay", /in memory/],
  ["systemd.unit=rescue.target", /starts a rescue shell/],
  ["init=/bin/bash", /starts a shell/],
  ["cloud-init=disabled overlayroot=tmpfs", /off; and overlayroot=tmpfs, which .*: remove the words/],
];
for (const [word, message] of WORDS) {
  test(`a word that makes the card useless is refused: ${word}`, () => refused(trixie(`${LINE} ${word}\n`), message));
}

test("where no cloud-init is, words for it are nobody's; where a model has a line of its own, it is read too", async () => {
  await made({ ...BOOKWORM, "cmdline.txt": `${LINE} cloud-init=disabled\n` });
  const five = { "config.txt": config("[pi5]\ncmdline=five.txt\n"), "five.txt": `${LINE} overlayroot=tmpfs\n` };
  await refused({ ...BOOKWORM, ...five }, /five\.txt contains overlayroot=tmpfs/);
});

test("words that void the flags, or may undo ours, are said", async () => {
  const { notes } = await made({ ...BOOKWORM, "cmdline.txt": `${LINE} systemd.unified_cgroup_hierarchy=0\n` });
  assert.match(
    notes,
    /contains systemd\.unified_cgroup_hierarchy=0, which makes systemd use cgroup v1, .* refuses from 1\.35 on/,
  );
  assert.match(
    (await made(trixie(`${LINE} cgroup_no_v1=all\n`))).notes,
    /contains cgroup_no_v1=all, which takes the memory/,
  );
  const nfs = (await made(trixie("console=tty1 root=/dev/nfs nfsroot=10.0.0.1:/pi ip=dhcp\n"))).notes;
  assert.match(nfs, /contains root=\/dev\/nfs, .*: give this Pi a card or a disk of its own$/);
  assert.match((await made(trixie(`${LINE} cloud-config-url=http://x/\n`))).notes, /fetch settings from a server/);
});

test("meta-data that takes the seed from elsewhere is refused", async () => {
  const elsewhere = { "meta-data": "instance-id: x\nseedfrom: http://192.168.7.2/\n" };
  await refused(
    trixie(LINE, elsewhere),
    /meta-data cannot be extended: it contains seedfrom: http.*not from this card/,
  );
  await refused(trixie(LINE, { "meta-data": "dsmode: disabled\n" }), /dsmode: disabled, so cloud-init ignores/);
});

const LINES: readonly (readonly [story: string, line: string, message: RegExp])[] = [
  ["empty", "", /cmdline\.txt has no root= in its first line/],
  ["blanks", "   \n", /no root=/],
  ["a blank first line", `\n${LINE}\n`, /no root= in its first line, the only one that is read/],
  ["a remark first", `# my line\n${LINE}\n`, /no root=/],
  ["a byte order mark glued to root=", "\ufeffroot=x\n", /no root=/],
  ["a torn cluster", "\0".repeat(4096), /has NUL bytes in it/],
  ["NULs behind it", `${LINE}\n${"\0".repeat(100)}`, /has NUL bytes in it/],
  [
    "too long with ours",
    `${LINE} x=${"a".repeat(1980)}\n`,
    /the line of cmdline\.txt would have 2\d\d\d bytes, but the kernel/,
  ],
];
for (const [story, line, message] of LINES) {
  for (const [system, files] of [
    ["Raspberry Pi OS", RASPBERRY_PI_OS],
    ["bookworm", BOOKWORM],
    ["Ubuntu", UBUNTU_FLAT],
  ] as const) {
    test(`a line with which no Pi starts is refused: ${system}, ${story}`, () =>
      refused({ ...files, "cmdline.txt": Buffer.from(line) }, message));
  }
}

test("a long line that fits alone is told: the firmware puts words of its own before it", async () => {
  assert.match((await made(trixie(`${LINE} x=${"a".repeat(1700)}\n`))).notes, /may cut off its end/);
});

test("lists of controllers, and what is init's", async () => {
  const list = await made(trixie(`${LINE} ${FLAGS} cgroup_disable=cpuset,memory -- quiet\n`));
  const flags = "cgroup_memory=1 cgroup_disable=cpuset,memory cgroup_enable=cpuset cgroup_enable=memory";
  assert.equal(list.files["cmdline.txt"], `${LINE} ${flags} -- quiet\n`);
});

test("config.txt in any encoding is read; it is not written", async () => {
  const latin1 = bytes(config("# f\xfcr die K\xfcche\n"));
  const { files } = await made({ ...RASPBERRY_PI_OS, "config.txt": latin1 });
  assert.equal(files["config.txt"], latin1.toString("latin1"));
  assert.match(files["cmdline.txt"] ?? "", /cgroup_enable=memory/);
});

test("config.txt that no firmware can read is told", async () => {
  const utf16 = Buffer.from(`\ufeff${BOOKWORM["config.txt"]}`, "utf16le");
  await refused(
    { ...BOOKWORM, "config.txt": utf16 },
    /has NUL bytes in config\.txt, as after an interrupted write or in a file saved as UTF-16: save it as plain/,
  );
});

const INCLUDES: readonly (readonly [story: string, files: Readonly<Record<string, string>>, line: string])[] = [
  ["one file", { "config.txt": "include house.txt\n", "house.txt": "cmdline=mine.txt\n" }, "mine.txt"],
  [
    "one in another",
    { "config.txt": "include a.txt\n", "a.txt": "include b.txt\n", "b.txt": "cmdline=mine.txt\n" },
    "mine.txt",
  ],
  ["with a prefix", { "config.txt": "include os.txt\n", "os.txt": "os_prefix=os/\n" }, "os/cmdline.txt"],
];
for (const [story, more, line] of INCLUDES) {
  test(`what config.txt includes counts: ${story}`, async () => {
    const there = { ...more, "config.txt": config(more["config.txt"] ?? ""), [line]: `${LINE}\n` };
    assert.equal((await made({ ...RASPBERRY_PI_OS, ...there })).files[line], `${LINE} ${FLAGS}\n`);
    // There the words that start firstrun.sh have to be, or no agent ever comes.
    const bookworm = await made({ ...BOOKWORM, ...there });
    assert.match(bookworm.files[line] ?? "", new RegExp(`^${LINE} ${FLAGS} systemd\\.run=\\S+ \\S+ \\S+\n$`));
  });
}

test("an include of a folder, or of what is not there, is nothing", async () => {
  const more = { "config.txt": config("include overlays\ninclude none.txt\n"), "overlays/a.dtbo": "" };
  assert.match((await made({ ...RASPBERRY_PI_OS, ...more })).files["cmdline.txt"] ?? "", /cgroup_enable=memory/);
});

test("a line for each model: all that are there are changed, whatever else is missing", async () => {
  const each = {
    "config.txt": config("[pi4]\ncmdline=four.txt\n[pi5]\ncmdline=five.txt\nkernel=kernel8.img\n[all]\n"),
  };
  const lines = { "four.txt": `${LINE} model=4\n`, "five.txt": `${LINE} model=5\n` };
  const { "cmdline.txt": _, ...rest } = RASPBERRY_PI_OS;
  const { files } = await made({ ...rest, ...each, ...lines });
  for (const [name, text] of Object.entries(lines)) assert.equal(files[name], `${text.trim()} ${FLAGS}\n`);
  const bookworm = await made({ ...BOOKWORM, ...each, ...lines });
  for (const name of ["four.txt", "five.txt", "cmdline.txt"]) {
    assert.match(bookworm.files[name] ?? "", / systemd\.run=\/boot\/firmware\/firstrun\.sh /, name);
  }
});

const ASTRAY: readonly (readonly [story: string, text: string, message: RegExp])[] = [
  [
    "a way out",
    "cmdline=../x.txt\n",
    /config\.txt that says cmdline=\.\.\/x\.txt, which is not a file on the boot partition: correct it/,
  ],
  ["no name", "cmdline=\n", /config\.txt that says cmdline= without a name: correct it/],
  [
    "a file that is not there",
    "[pi4]\nos_prefix=a/\n[pi5]\nos_prefix=b/\n",
    /has no a\/cmdline\.txt or cmdline\.txt or b\/cmdline\.txt, one of which its config\.txt names/,
  ],
];
for (const [story, text, message] of ASTRAY) {
  const { "cmdline.txt": _, ...rest } = RASPBERRY_PI_OS;
  test(`a command line that nobody finds is told as it is: ${story}`, () =>
    refused({ ...rest, "config.txt": config(text) }, message));
}

test("below a prefix without a kernel nothing may be read: the line at the top is changed too", async () => {
  const files = { ...RASPBERRY_PI_OS, "config.txt": config("os_prefix=old/\n"), "old/cmdline.txt": `${LINE}\n` };
  const changed = async (more: Files) => {
    const boot = await made({ ...files, ...more });
    return ["cmdline.txt", "old/cmdline.txt"].filter((name) => boot.files[name]?.includes("cgroup_enable=memory"));
  };
  assert.deepEqual(await changed({}), ["cmdline.txt", "old/cmdline.txt"]);
  assert.deepEqual(await changed({ "OLD/Kernel_2712.img": "kernel" }), ["old/cmdline.txt"]);
});

test("a name from the top of the partition is legal", async () => {
  const files = { ...RASPBERRY_PI_OS, "config.txt": config("os_prefix=a/\ncmdline=/x.txt\n"), "x.txt": `${LINE}\n` };
  assert.match((await made(files)).files["x.txt"] ?? "", /cgroup_enable=memory/);
});

test("a card that starts from another of its partitions is told, and so are names with a suffix", async () => {
  const ab = "[all]\ntryboot_a_b=1\nboot_partition=2\n[tryboot]\nboot_partition=3\n";
  assert.match(
    (await made({ ...BOOKWORM, "autoboot.txt": ab })).notes,
    /^autoboot\.txt makes a Pi start from partition 2: this must be that partition, or no Pi reads/,
  );
  for (const first of ["[all]\nboot_partition=1\n[tryboot]\nboot_partition=2\n", "", "#boot_partition=2\n"]) {
    assert.equal((await made({ ...BOOKWORM, "autoboot.txt": first })).notes, "");
  }
  const { "user-data": seed = "", ...rest } = RASPBERRY_PI_OS;
  const { notes } = await made({ ...rest, "User-Data.txt": seed, "network-config.yaml": "", "config.txt.txt": "" });
  assert.match(notes, /^user-data\.txt is not read by anything: is it meant to be user-data\?$/m);
  assert.match(notes, /^network-config\.yaml is .* network-config\?$/m);
  assert.match(notes, /^config\.txt\.txt is .* config\.txt\?$/m);
});

test("what takes the kernel's line from elsewhere is told", async () => {
  const notes = async (text: string) => (await made({ ...RASPBERRY_PI_OS, "config.txt": config(text) })).notes;
  assert.match(
    await notes("boot_ramdisk=1\n"),
    /^config\.txt says boot_ramdisk=1, so a Pi reads everything else from boot\.img/,
  );
  assert.match(await notes("kernel=u-boot.bin\n"), /^config\.txt says kernel=u-boot\.bin, which may give the kernel/);
  assert.match(await notes("armstub=RPI_EFI.fd\n"), /armstub=RPI_EFI\.fd, .*: cgroup_enable=memory has to be in that/);
  assert.equal(await notes("kernel=kernel8.img\nboot_ramdisk=0\n"), "");
});

test("32 bit is what the likeliest Pi would start; kernels of both kinds are called that", async () => {
  for (const section of ["[none]", "[pi2]"]) {
    await made({ ...RASPBERRY_PI_OS, "config.txt": config(`${section}\narm_64bit=0\n`) });
  }
  await refused({ ...RASPBERRY_PI_OS, "config.txt": config("[all]\narm_64bit=0\n") }, /it is a 32-bit system/);
  const both = { "kernel.img": "", "kernel7.img": "", "kernel7l.img": "" };
  await refused({ ...BOOKWORM, ...both }, /pictl cannot tell whether it is a 32-bit system.*remove those three from/);
  const included = { "config.txt": "include os.txt\n", "os.txt": BOOKWORM["config.txt"] ?? "" };
  await made({ ...BOOKWORM, ...included });
});

const META: readonly (readonly [story: string, before: string, after: string])[] = [
  ["indented", "  instance_id: x\n  dsmode: local\n", "  instance-id: ID\n  instance_id: x\n  dsmode: local\n"],
  ["its id over several lines", "instance-id: |\n  a\n  b\ndsmode: local\n", "instance-id: ID\ndsmode: local\n"],
  ["its id empty", "instance-id:\ndsmode: local\n", "instance-id: ID\ndsmode: local\n"],
  ["its id in quotes", "instance-id: 'a' # mine\r\n", "instance-id: ID # mine\r\n"],
  ["without an end of its last line", "a: [\nb\n]", "instance-id: ID\na: [\nb\n]"],
];
for (const [story, before, after] of META) {
  test(`meta-data gets its instance id, and says what it said: ${story}`, async () => {
    const { files } = await made(trixie(LINE, { "meta-data": before }));
    assert.equal(files["meta-data"]?.replace(/rackberry-[0-9a-f]{32}/, "ID"), after);
  });
}

test("meta-data that would say something else with it is refused, and so is what cloud-init cannot read", async () => {
  const shared = { "meta-data": "instance-id: &i x\nlocal-hostname: *i\n" };
  await refused(trixie(LINE, shared), /meta-data cannot be extended: an instance id cannot be added without changing/);
  await refused(
    trixie(LINE, { "meta-data": "instance-id:\tx\n" }),
    /meta-data .* line 1 cannot be read by cloud-init: it contains a tab/,
  );
});

const AGAINST: readonly (readonly [story: string, userData: string, note: RegExp])[] = [
  [
    "ufw",
    "packages: [ufw]\nruncmd:\n- ufw default deny incoming\n- ufw --force enable\n",
    /enables a firewall \(ufw --force enable\): open the agent's ports \(7440/,
  ],
  ["ufw as a list", "runcmd:\n- [ufw, --force, enable]\n", /enables a firewall/],
  ["firewalld", "packages:\n- firewalld\n", /enables a firewall \(firewalld\)/],
  ["hostnamectl", "runcmd:\n- hostnamectl set-hostname attic\n", /sets the host name \(hostnamectl/],
  ["/etc/hosts", "runcmd:\n- echo '10.0.0.1 master1' >> /etc/hosts\n", /writes into \/etc\/hosts/],
  ["reboot", "runcmd:\n- [sh, -c, 'sleep 5; reboot']\n", /restarts the Pi or switches it off/],
  ["power_state", "power_state:\n  mode: reboot\n", /\(power_state\): this interrupts Rackberry's installation/],
  ["k3s", "runcmd:\n- curl -sfL https://get.k3s.io | sh -\n", /installs a Kubernetes of its own .*remove it/],
  ["microk8s", "snap:\n  commands:\n  - snap install microk8s --classic\n", /installs a Kubernetes of its own/],
  ["docker", "packages: [docker-ce]\n", /installs Docker/],
  ["an overlay", "runcmd:\n- raspi-config nonint do_overlayfs 0\n", /keeps the root file system in memory/],
  ["cloud-init's end", "runcmd:\n- touch /etc/cloud/cloud-init.disabled\n", /disables cloud-init/],
];
for (const [story, userData, note] of AGAINST) {
  test(`what in user-data works against the rack is said: ${story}`, async () => {
    assert.match((await made({ ...UBUNTU_FLAT, "user-data": `#cloud-config\n${userData}` })).notes, note);
  });
}

test("what does not, is not; nor is a firewall that lets the agent in, nor Imager's own script", async () => {
  const quiet =
    "#cloud-config\npackages: [ufw, vim]\nruncmd:\n- ufw enable\n- ufw allow 7440/tcp\n- [systemctl, enable, --now, ssh]\n- echo hostname\n";
  assert.equal((await made({ ...UBUNTU, "user-data": quiet })).notes, "");
  const script =
    "#!/bin/sh\nset +e\nhostnamectl hostname attic\necho attic >/etc/hostname\nrm -f /boot/firstrun.sh\nexit 0\n";
  assert.equal((await made({ ...BOOKWORM, "firstrun.sh": script })).notes, "");
  const walled = script.replace("rm -f", "ufw enable\nrm -f");
  assert.match((await made({ ...BOOKWORM, "firstrun.sh": walled })).notes, /^firstrun\.sh enables a firewall/);
});
