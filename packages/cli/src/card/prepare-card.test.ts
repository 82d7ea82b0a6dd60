import assert from "node:assert/strict";
import { test } from "node:test";
import { cardSecret } from "@rackberry/protocol";
import { readSecrets } from "../rack/rack-directory.ts";
import { bootPartition, CARD_ID, orderCard, RASPBERRY_PI_OS, rackDirectory, UBUNTU } from "../testing.ts";
import { bootFolder } from "./boot-folder.ts";

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
    cardId: CARD_ID,
    cardSecret: cardSecret(rackSecret, CARD_ID).toString("hex"),
  });
  assert.deepEqual(Object.keys(boot.files()), [
    ...["cmdline.txt", "config.txt", "meta-data"],
    ...["rackberry/card.json", "rackberry/install.sh", "rackberry/pi-agent.deb", "user-data"],
  ]);
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
});

test("cloud-init runs install.sh, and leaves host name and hosts file alone", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(boot.path));
  const userData = boot.read("user-data");
  assert.match(userData, /^#cloud-config\n/);
  assert.match(userData, /^preserve_hostname: true\nmanage_etc_hosts: false\nbootcmd:/m);
  assert.match(userData, /exec systemd-run [^\n]*\\\n +sh "\$boot\/rackberry\/install\.sh"/);
  assert.equal(boot.read("meta-data"), `# meta-data\ndsmode: local\ninstance-id: rackberry-${CARD_ID}\n`);
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
  using boot = bootPartition({ ...UBUNTU, "new/cmdline.txt": "quiet", "cmdline.txt": "inert\n" });
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

test("user-data of somebody's own is kept, that of a fresh image and our own are not", async () => {
  using rack = await rackDirectory();
  using own = bootPartition(UBUNTU);
  await orderCard(rack, bootFolder(own.path));
  await orderCard(rack, bootFolder(own.path));
  assert.equal(own.read("user-data.before-rackberry"), UBUNTU["user-data"]);
  own.write("user-data", "#cloud-config\nhostname: other\n");
  await orderCard(rack, bootFolder(own.path));
  assert.equal(own.read("user-data.before-rackberry"), UBUNTU["user-data"]);
  assert.equal(own.read("user-data.before-rackberry-2"), "#cloud-config\nhostname: other\n");
  using fresh = bootPartition(RASPBERRY_PI_OS);
  await orderCard(rack, bootFolder(fresh.path));
  assert.equal("user-data.before-rackberry" in fresh.files(), false);
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
  ["an image without cloud-init", { "config.txt": "", "cmdline.txt": "quiet" }, /does not start with cloud-init/],
];
for (const [story, files, message] of NO_BOOT) {
  test(`refused, and nothing written: ${story}`, async () => {
    using rack = await rackDirectory();
    using boot = bootPartition(files);
    await assert.rejects(orderCard(rack, bootFolder(boot.path)), { code: "refused", message });
    assert.deepEqual(boot.files(), files);
  });
}
