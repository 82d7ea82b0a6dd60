import assert from "node:assert/strict";
import { test } from "node:test";
import { readSecrets } from "../rack/rack-directory.ts";
import { cardOrder, rackDirectory } from "../testing/example-rack.ts";
import { BOOKWORM_IMAGER, UBUNTU_FLAT } from "../testing/stock-cards.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { planCard, prepareCard } from "./prepare-card.ts";
import { showPlan } from "./show-plan.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

test("a dry run shows each text as a diff, each package with its size, and writes nothing", async () => {
  using rack = await rackDirectory();
  const boot = new MemoryBoot(UBUNTU_FLAT);
  const lines = await showPlan(boot, await planCard(boot, await cardOrder(rack, { name: "cellar" })));
  assert.equal(boot.effects, 0);
  const text = lines.join("\n");
  assert.match(text, /^--- \/dev\/null\n\+\+\+ rackberry\/card\.json$/m);
  assert.match(text, /^\+ {2}"name": "cellar",$/m);
  assert.match(text, /^\+ {2}"cardSecret": "\*{8}"$/m);
  assert.match(text, /^rackberry\/pi-agent\.deb: 5 bytes$/m);
  assert.doesNotMatch(text, /^(?:Index|===)/m);
  assert.match(text, /^-manage_etc_hosts: true\n\+manage_etc_hosts: false$/m);
  assert.match(text, /^ hostname: attic$/m);
  assert.match(text, /^\\ No newline at end of file$/m);
});

test("no secret is shown, neither the rack's nor the person's", async () => {
  using rack = await rackDirectory();
  const { rackSecret, coordinatorKey } = await readSecrets(rack.path);
  const psk = "ab".repeat(32);
  const script = BOOKWORM_IMAGER["firstrun.sh"]?.replace(
    "rm -f",
    `   imager_custom set_wlan 'home' '${psk}' 'GB'\nrm -f`,
  );
  for (const files of [UBUNTU_FLAT, { ...BOOKWORM_IMAGER, "firstrun.sh": script ?? "" }]) {
    const boot = new MemoryBoot(files);
    const order = await cardOrder(rack, { master: true });
    const text = (await showPlan(boot, await planCard(boot, order))).join("\n");
    await prepareCard(boot, order);
    const { cardSecret } = JSON.parse(boot.files()["rackberry/card.json"] ?? "{}");
    const pem = coordinatorKey.pem.split("\n")[1] ?? "";
    for (const secret of [cardSecret, rackSecret.toString("hex"), pem, psk, "$y$j9T", "$5$salt"]) {
      assert.ok(secret.length > 4 && !text.includes(secret), secret);
    }
    assert.match(text, /^rackberry\/master\/coordinator\.key: \d+ bytes, secret$/m);
  }
});

test("a card made again shows what goes, and what stays is not shown", async () => {
  using rack = await rackDirectory();
  const boot = new MemoryBoot(UBUNTU_FLAT);
  await prepareCard(boot, await cardOrder(rack, { master: true }));
  const lines = await showPlan(boot, await planCard(boot, await cardOrder(rack)));
  assert.deepEqual(
    lines.filter((line) => line.endsWith("removed")),
    [
      ...["coordinator.key", "rack.secret", "rack.yaml", "release.pub"].map(
        (name) => `rackberry/master/${name}: removed`,
      ),
      "rackberry/pi-coordinator.deb: removed",
    ],
  );
  // Its secret says whose card it is.
  assert.deepEqual(
    lines.filter((line) => line.startsWith("+++")),
    ["+++ rackberry/card.json"],
  );
});

test("words that look like a secret are masked, others are not", () => {
  const hidden = [
    '  passwd: "$6$a$b"',
    "password=x y",
    "psk: q",
    'echo "pi:$y$j9T$a$b" | chpasswd -e',
    "plain_text_passwd: z",
  ];
  for (const line of hidden) assert.match(maskSecrets(line), /\*{8}/, line);
  assert.equal(maskSecrets('  passwd: "$6$a$b"'), "  passwd: ********");
  for (const line of ["ssh_pwauth: false", "lock_passwd", 'boot="$boot/x"', `  "pin": "${"a".repeat(64)}"`]) {
    assert.equal(maskSecrets(line), line);
  }
});
