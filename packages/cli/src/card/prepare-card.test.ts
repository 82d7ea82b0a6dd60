import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { test } from "node:test";
import { cardSecret, keyHashOf } from "@rackberry/protocol";
import { readReleaseKey, readSecrets } from "../rack/rack-directory.ts";
import { CARD_ID, orderCard, rackDirectory } from "../testing/example-rack.ts";
import { bootPartition } from "../testing/folder.ts";
import { BOOKWORM, RASPBERRY_PI_OS, UBUNTU, UBUNTU_FLAT } from "../testing/stock-cards.ts";
import { bootFolder } from "./boot-folder.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";
test("a node's card introduces one Pi, and nothing else is on it", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(boot.path));
  const { pin, rackSecret } = await readSecrets(rack.path);
  assert.deepEqual(JSON.parse(boot.read("rackberry/card.json")), {
    version: 1,
    rack: "rackberry",
    pin,
    release: keyHashOf(await readReleaseKey(rack.path)),
    cardId: CARD_ID,
    cardSecret: cardSecret(rackSecret, CARD_ID, { role: "worker" }).toString("hex"),
  });
  const ours = ["rackberry/card.json", "rackberry/install.sh", "rackberry/pi-agent.deb"];
  assert.deepEqual(Object.keys(boot.files()).sort(), [...Object.keys(RASPBERRY_PI_OS), ...ours].sort());
  assert.doesNotMatch(JSON.stringify(boot.files()), new RegExp(rackSecret.toString("hex")));
  assert.equal(boot.read("config.txt"), RASPBERRY_PI_OS["config.txt"]);
});

test("the master's card carries the rack, and the files that rack.yaml names", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  const key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
  rack.write("rack.yaml", "packages: { url: http://apt.lan/, key: k.asc }\n");
  rack.write("k.asc", key);
  await orderCard(rack, bootFolder(boot.path), { master: true });
  assert.equal(boot.read("rackberry/pi-coordinator.deb"), "coordinator");
  assert.equal(boot.read("rackberry/master/rack.yaml"), rack.read("rack.yaml"));
  assert.equal(boot.read("rackberry/master/k.asc"), key);
  assert.equal(boot.read("rackberry/master/coordinator.key"), rack.read("secrets/coordinator.key"));
  assert.equal(boot.read("rackberry/master/rack.secret"), rack.read("secrets/rack.secret"));
  const release = createPublicKey(boot.read("rackberry/master/release.pub") ?? "");
  assert.equal(keyHashOf(release), keyHashOf(createPrivateKey(rack.read("secrets/release.key") ?? "")));
  assert.equal(JSON.parse(boot.read("rackberry/card.json") ?? "").release, keyHashOf(release));
  const inner = rack.read("secrets/release.key")?.split("\n")[1] ?? "";
  assert.equal("rackberry/master/api.token" in boot.files(), false);
  rack.write("secrets/api.token", "ab".repeat(32));
  await orderCard(rack, bootFolder(boot.path), { master: true });
  assert.equal(boot.read("rackberry/master/api.token"), `${"ab".repeat(32)}\n`);
  assert.ok(inner.length > 40 && !JSON.stringify(boot.files()).includes(inner), "the private half stays");
  const { rackSecret } = await readSecrets(rack.path);
  const secret = cardSecret(rackSecret, CARD_ID, { role: "control-plane" }).toString("hex");
  assert.equal(JSON.parse(boot.read("rackberry/card.json")).cardSecret, secret);
});

test("cloud-init runs install.sh, and leaves host name and hosts file alone", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(boot.path));
  const userData = boot.read("user-data");
  assert.match(userData, /^#cloud-config\n/);
  assert.match(userData, /^preserve_hostname: true\nmanage_etc_hosts: false\nbootcmd:/m);
  assert.match(
    userData,
    /exec systemd-run [^\n]*\\\n +--property=Restart=on-failure [^\n]*\\\n +sh "\$boot\/rackberry\/install\.sh"/,
  );
  assert.equal(boot.read("meta-data"), `# meta-data\ninstance-id: rackberry-${CARD_ID}\ndsmode: local\n`);
});

test("the flags go on the line that the firmware reads, with Imager's instance id renewed", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(boot.path));
  const line = `console=tty1 root=PARTUUID=12-02 rootfstype=ext4 ds=nocloud;i=rackberry-${CARD_ID} rootwait ${FLAGS}\n`;
  assert.equal(boot.read("cmdline.txt"), line);
});

test("below os_prefix, the staged system gets the flags too and a file without effect gets none", async () => {
  using rack = await rackDirectory();
  const staged = { "new/cmdline.txt": "quiet", "new/vmlinuz": "kernel" };
  using boot = bootPartition({ ...UBUNTU, ...staged, "cmdline.txt": "inert\n" });
  await orderCard(rack, bootFolder(boot.path));
  assert.equal(boot.read("current/cmdline.txt"), `${UBUNTU["current/cmdline.txt"]?.trim()} ${FLAGS}\n`);
  assert.equal(boot.read("new/cmdline.txt"), `quiet ${FLAGS}`);
  assert.equal(boot.read("cmdline.txt"), "inert\n");
});

test("without flags, cmdline.txt is not touched", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  await orderCard(rack, bootFolder(boot.path), { flags: false });
  assert.equal(boot.read("current/cmdline.txt"), UBUNTU["current/cmdline.txt"]);
});

test("a card of Imager keeps its users, keys and Wi-Fi, and its host name is told to be the rack's business", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU_FLAT);
  const { os, notes } = await orderCard(rack, bootFolder(boot.path));
  assert.equal(os, "Ubuntu 22.04 to 25.04");
  assert.deepEqual(notes, [
    'user-data names this Pi "attic": the rack names its Pis itself; to give this one a name of its own: pictl card --name attic',
  ]);
  const merged = boot.read("user-data");
  for (const line of (UBUNTU_FLAT["user-data"] ?? "").split("\n")) {
    assert.ok(merged.includes(line) || line === "manage_etc_hosts: true", line);
  }
  assert.match(merged, /^manage_etc_hosts: false$/m);
  assert.equal(boot.read("network-config"), UBUNTU_FLAT["network-config"]);
  assert.equal(boot.read("meta-data"), `instance-id: rackberry-${CARD_ID}\n`);
  assert.match(boot.read("cmdline.txt"), new RegExp(` ds=nocloud;i=rackberry-${CARD_ID} ${FLAGS}$`));
});

test("a name on the card goes into its secret", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  await orderCard(rack, bootFolder(boot.path), { name: "cellar" });
  const card = JSON.parse(boot.read("rackberry/card.json"));
  const { rackSecret } = await readSecrets(rack.path);
  assert.equal(card.name, "cellar");
  assert.equal(card.cardSecret, cardSecret(rackSecret, CARD_ID, { role: "worker", name: "cellar" }).toString("hex"));
});

test("on bookworm a script runs once, and lets install.sh run on every boot", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(BOOKWORM);
  const { os } = await orderCard(rack, bootFolder(boot.path));
  assert.match(os, /^Raspberry Pi OS without cloud-init/);
  const words =
    "systemd.run=/boot/firmware/firstrun.sh systemd.run_success_action=reboot systemd.unit=kernel-command-line.target";
  assert.equal(boot.read("cmdline.txt"), `${BOOKWORM["cmdline.txt"]?.trim()} ${FLAGS} ${words}\n`);
  assert.match(boot.read("firstrun.sh"), /\nsh \/boot\/firmware\/rackberry\/first-run\.sh\n/);
  assert.match(
    boot.read("rackberry/rackberry-install.service"),
    /ExecStart=.*\/boot\/firmware\/rackberry\/install\.sh\n/,
  );
  assert.equal("user-data" in boot.files(), false);
});

test("a card made again is the same card with another id, and a master's card can become a node's", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(boot.path), { master: true });
  const other = "f".repeat(32);
  await orderCard(rack, bootFolder(boot.path), { cardId: other });
  const again = boot.files();
  assert.equal(JSON.parse(again["rackberry/card.json"] ?? "").cardId, other);
  assert.deepEqual(
    Object.keys(again).filter((name) => /master|coordinator|before|new|old/.test(name)),
    [],
  );
  assert.equal(again["cmdline.txt"]?.match(/cgroup_enable=memory/g)?.length, 1);
  assert.match(again["cmdline.txt"] ?? "", new RegExp(`;i=rackberry-${other} `));
});

test("another rack's card is refused, a torn card.json is nobody's", async () => {
  using rack = await rackDirectory();
  using other = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  await orderCard(other, bootFolder(boot.path));
  const before = boot.files();
  await assert.rejects(orderCard(rack, bootFolder(boot.path)), { code: "refused", message: /another rack.*--force/ });
  assert.deepEqual(boot.files(), before);
  boot.write("rackberry/card.json", '{"version":1,"pi');
  await orderCard(rack, bootFolder(boot.path));
});

const NO_BOOT: readonly (readonly [story: string, files: Record<string, string>, message: RegExp])[] = [
  ["a folder of something else", { photo: "" }, /has no config\.txt, so it is not a Pi's boot partition/],
  ["no command line", { "config.txt": "" }, /has no cmdline\.txt/],
  ["a prefix that leads nowhere", { "config.txt": "os_prefix=a/\n" }, /has no a\/cmdline\.txt or cmdline\.txt/],
  [
    "an image without cloud-init",
    { "config.txt": "", "cmdline.txt": "quiet" },
    /does not start with cloud-init.*Flash /,
  ],
  ["an empty folder", {}, /is empty: is the card mounted there\?/],
  ["the whole system", { "etc/fstab": "", "usr/bin/env": "" }, /is a whole system, not the boot partition/],
  ["two names that FAT takes for one", { ...UBUNTU, "USER-DATA": "" }, /has \S+ twice, in different case/],
];
for (const [story, files, message] of NO_BOOT) {
  test(`refused, and nothing written: ${story}`, async () => {
    using rack = await rackDirectory();
    using boot = bootPartition(files);
    await assert.rejects(orderCard(rack, bootFolder(boot.path)), { code: "refused", message });
    assert.deepEqual(boot.files(), files);
  });
}

test("user-data that is no UTF-8 is refused, other files may be what they like", async () => {
  using rack = await rackDirectory();
  const odd = Uint8Array.of(0xff, 0xfe, 0x00);
  const boot = new MemoryBoot({ ...UBUNTU_FLAT, "issue.txt": odd, "photo.jpg": odd });
  await orderCard(rack, boot);
  const bad = new MemoryBoot({ ...UBUNTU, "user-data": odd });
  const before = bad.files();
  await assert.rejects(orderCard(rack, bad), { code: "invalid", message: /user-data is not UTF-8 text/ });
  assert.deepEqual(bad.files(), before);
});

test("a partition that shouts its names (FAT) is the same partition", async () => {
  using rack = await rackDirectory();
  const loud = Object.fromEntries(Object.entries(UBUNTU_FLAT).map(([name, text]) => [name.toUpperCase(), text]));
  const boot = new MemoryBoot(loud);
  await orderCard(rack, boot);
  const names = Object.keys(boot.files());
  assert.ok(names.includes("USER-DATA") && !names.includes("user-data"));
  for (const words of [/hostname: attic/, /rackberry\/install\.sh/])
    assert.match(boot.files()["USER-DATA"] ?? "", words);
});

test("a card that is mounted read-only is told, and left as it is", async () => {
  using rack = await rackDirectory();
  const boot = new MemoryBoot(UBUNTU, { readOnly: true });
  await assert.rejects(orderCard(rack, boot), { code: "refused", message: /read-only/ });
  assert.deepEqual(boot.files(), new MemoryBoot(UBUNTU).files());
});
