import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { before, test } from "node:test";
import { readSecrets } from "../../packages/cli/src/rack/rack-directory.ts";
import { debOf } from "../../packages/cli/src/testing/example-rack.ts";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { cardSecret } from "../../packages/protocol/src/trust.ts";
import { owner } from "./pictl.ts";
import { besidesBoot, bootFiles, installTools, packed, stockImage } from "./stock-image.ts";

before(installTools);

const STOCK = ["current/cmdline.txt", "meta-data", "user-data"];

test("an image is written with our files on its boot partition, and the rest of it byte for byte", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  const before = readFileSync(stock);
  const { status, stdout, stderr } = await home.card(["--image", stock, "--out", "card.img"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^card\.img is now the card of a node of rackberry, id [0-9a-f]{8}\n$/);
  assert.match(stderr, /^41\.9 MB, read back and compared$/m);
  const card = `${home.folder.path}/card.img`;
  assert.equal(besidesBoot(card), besidesBoot(stock));
  assert.equal(statSync(card).size, before.length);
  assert.equal((statSync(card).mode & 0o777).toString(8), "600");
  const files = bootFiles(card);
  for (const [name, content] of Object.entries(UBUNTU)) {
    if (!STOCK.includes(name)) assert.equal(files[name], content, name);
  }
  assert.match(files["current/cmdline.txt"] ?? "", /cgroup_enable=memory/);
  assert.match(files["user-data"] ?? "", /rackberry\/install\.sh/);
  assert.match(files["rackberry/install.sh"] ?? "", /^#!\/bin\/sh/);
  assert.equal(files["rackberry/pi-agent.deb"], debOf("pi-agent"));
  assert.deepEqual(readFileSync(stock), before);
  assert.deepEqual(
    readdirSync(home.folder.path).filter((name) => /partial|\.pictl/.test(name)),
    [],
  );
});

for (const tool of ["xz", "gzip", "zstd"] as const) {
  test(`an image packed with ${tool} gives what the plain one gives`, async () => {
    using home = await owner();
    const stock = stockImage(home.folder, { fat: "16" });
    const { status, stderr } = await home.card(["--image", packed(stock, tool), "--out", "card.img"]);
    assert.equal(status, 0, stderr);
    assert.equal(besidesBoot(`${home.folder.path}/card.img`), besidesBoot(stock));
    assert.ok(bootFiles(`${home.folder.path}/card.img`)["rackberry/card.json"]);
  });
}

test("five cards in one command: each has an id and a secret of its own, the first is the master's", async () => {
  using home = await owner();
  const stock = stockImage(home.folder, { table: "gpt" });
  const { status, stdout, stderr } = await home.card([
    "--image",
    stock,
    "--out",
    "card.img",
    "--count",
    "5",
    "--master",
    "--labels",
    "labels.html",
  ]);
  assert.equal(status, 0, stderr);
  const cards = [1, 2, 3, 4, 5].map((number) => `${home.folder.path}/card-${number}.img`);
  const files = cards.map(bootFiles);
  const identities = files.map((one) => JSON.parse(one["rackberry/card.json"] ?? ""));
  for (const key of ["cardId", "cardSecret"]) assert.equal(new Set(identities.map((one) => one[key])).size, 5);
  assert.deepEqual(
    files.map((one) => "rackberry/master/coordinator.key" in one),
    [true, false, false, false, false],
  );
  const { rackSecret } = await readSecrets(home.folder.path);
  for (const [index, { cardId, cardSecret: secret }] of identities.entries()) {
    const role = index === 0 ? "control-plane" : "worker";
    assert.equal(secret, cardSecret(rackSecret, cardId, { role }).toString("hex"), `${index}`);
  }
  for (const card of cards) assert.equal(besidesBoot(card), besidesBoot(stock));
  assert.deepEqual(
    stdout.trimEnd().split("\n"),
    identities.map(
      ({ cardId }, index) =>
        `card-${index + 1}.img is now the card of ${index === 0 ? "the master" : "a node"} of rackberry, id ${cardId.slice(0, 8)}`,
    ),
  );
  const sheet = home.folder.read("labels.html");
  for (const { cardId, cardSecret } of identities) {
    assert.ok(sheet.includes(cardId.slice(0, 8)));
    assert.ok(!sheet.includes(cardSecret));
  }
});

test("each card has the name that it is given", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  const args = ["--image", stock, "--out", "out/", "--names", "attic,cellar", "--labels", "labels.html"];
  const nowhere = await home.card(args);
  assert.match(nowhere.stderr, /^pictl: \S+\/out does not exist: make that folder first$/m);
  mkdirSync(`${home.folder.path}/out`);
  const { status, stdout, stderr } = await home.card(args);
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /^out\/card-1\.img is now the card of attic of rackberry, id .*\nout\/card-2\.img is now the card of cellar/,
  );
  const names = [1, 2].map((number) => bootFiles(`${home.folder.path}/out/card-${number}.img`)["rackberry/card.json"]);
  assert.deepEqual(
    names.map((card) => JSON.parse(card ?? "").name),
    ["attic", "cellar"],
  );
  assert.match(home.folder.read("labels.html"), /attic.*cellar/s);
});

test("an image that was made into a card can be made into another one", async () => {
  using home = await owner();
  const stock = stockImage(home.folder);
  assert.equal((await home.card(["--image", stock, "--out", "first.img", "--master"])).status, 0);
  assert.equal((await home.card(["--image", "first.img", "--out", "second.img"])).status, 0);
  const [first, second] = ["first", "second"].map((name) => bootFiles(`${home.folder.path}/${name}.img`));
  assert.notEqual(first?.["rackberry/card.json"], second?.["rackberry/card.json"]);
  assert.deepEqual(
    Object.keys(second ?? {}).filter((name) => /master|coordinator|new|old/.test(name)),
    [],
  );
  assert.equal((await home.card(["--image", "first.img", "--out", "first.img", "--force"])).status, 0);
});
