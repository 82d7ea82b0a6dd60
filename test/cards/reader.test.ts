/** pictl card on a file system that this machine has mounted where cards are mounted, and what happens to the mount. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { owner } from "./pictl.ts";
import { installTools, run } from "./stock-image.ts";

before(installTools);

/**
 * Runs in its own mount namespace without any other card; reports afterwards whether it is still mounted. ext4,
 * since the test machine's kernel may not have FAT: the path has to be named, as pictl looks for FAT.
 */
const WITH_CARD = `
  image=$1; shift
  mount -t tmpfs none /mnt
  mkdir /mnt/card
  mount -o loop "$image" /mnt/card
  "$@"
  findmnt --noheadings --output TARGET /mnt/card || echo gone
  umount /mnt/card 2>/dev/null || true
  mount -o loop "$image" /mnt/card
  cat /mnt/card/rackberry/card.json >card.json`;

function wrapperFor({ path }: Folder): string[] {
  const image = `${path}/card.ext4`;
  writeFileSync(image, "");
  truncateSync(image, 16 * 1024 * 1024);
  for (const [name, content] of Object.entries(UBUNTU)) {
    mkdirSync(`${path}/stock/current`, { recursive: true });
    writeFileSync(`${path}/stock/${name}`, content);
  }
  run(["mkfs.ext4", "-q", "-d", `${path}/stock`, image]);
  return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", WITH_CARD, "sh", image];
}

for (const [what, options, end] of [
  ["is made and ejected", [], /: ejected: start a Pi with it\ngone\n$/],
  ["stays mounted with --no-eject", ["--no-eject"], /: unmount it and start a Pi with it\n\/mnt\/card\n$/],
] as const) {
  test(`a mounted card ${what}`, async () => {
    using home = await owner();
    const wrapper = wrapperFor(home.folder);
    const { status, stdout, stderr } = await home.card(["--name", "cellar", ...options, "/mnt/card"], { wrapper });
    assert.equal(status, 0, `${stdout}${stderr}`);
    assert.match(stdout, end);
    const { cardId } = JSON.parse(readFileSync(`${home.folder.path}/card.json`, "utf8"));
    assert.equal(JSON.parse(home.folder.read("cards.json"))[0].id, cardId);
  });
}
