/** pictl card --image compared with doing it by hand: unpack with xz, write with dd, unpack again and compare. */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { fatFile, installTools, run as runHere } from "../cards/stock-image.ts";
import { run } from "../rack/run.ts";
import { PICTL } from "../story/product.ts";
import type { Figure } from "./figure.ts";

const ROUNDS = 2;
const MIB = 1024 * 1024;

/**
 * Makes an image like a stock one: 3 GiB, of which 1 GiB is this machine's own programs and texts in pieces between
 * zeros, and a boot partition as full as Ubuntu's. Compressed in blocks, as stock images are.
 */
const MAKE = `
  cd "$1"
  truncate -s 3G disk.img
  printf 'label: dos\\nstart=8192, size=524288, type=c\\nstart=532480, type=83\\n' | sfdisk --quiet disk.img
  dd if=boot.fat of=disk.img bs=1M seek=4 conv=notrunc status=none
  tar -C / --create --file - usr/lib usr/share 2>tar.log | for piece in $(seq 16); do
    dd of=disk.img bs=1M count=64 seek=$((200 + 160 * piece)) iflag=fullblock conv=notrunc status=none
  done
  xz --threads=0 -1 disk.img`;

const PLAIN = `
  cd "$1"
  xz --decompress --stdout --threads=0 disk.img.xz | dd of=plain.img bs=4M iflag=fullblock conv=fsync status=none
  dd if=plain.img iflag=nocache count=0 status=none
  xz --decompress --stdout --threads=0 disk.img.xz | cmp - plain.img`;

export async function measureImage(say: (line: string) => void): Promise<Figure[]> {
  await installTools();
  using home = await rackDirectory();
  say("cards: making a stock image of 3 GiB");
  const fat = fatFile(home, UBUNTU, { bytes: 256 * MIB });
  runHere(["mcopy", "-i", fat, "-", "::/vmlinuz"], randomBytes(90 * MIB));
  await run(["sh", "-ec", MAKE, "sh", home.path]);
  const card = ["card", "--worker", "-C", home.path, "--packages", `${home.path}/dist`];
  const ours = [...PICTL, ...card, "--image", `${home.path}/disk.img.xz`, "--out", `${home.path}/card.img`];
  const plain = ["sh", "-ec", PLAIN, "sh", home.path];
  const sample = { ours: [] as number[], plain: [] as number[] };
  for (let round = 1; round <= ROUNDS; round++) {
    say(`cards: round ${round} of ${ROUNDS}`);
    for (const [who, argv] of Object.entries({ plain, ours }) as ["plain" | "ours", string[]][]) {
      const begin = performance.now();
      await run(argv);
      sample[who].push((performance.now() - begin) / 1000);
      for (const name of ["plain.img", "card.img"]) rmSync(`${home.path}/${name}`, { force: true });
    }
  }
  const what = (who: string) => `card from a 3 GiB .img.xz, written and checked, ${who}, faster of ${ROUNDS}`;
  return [
    { what: what("pictl"), value: Math.min(...sample.ours), unit: "s" },
    { what: what("xz, dd, cmp"), value: Math.min(...sample.plain), unit: "s" },
    { what: what("pictl : xz, dd, cmp"), value: Math.min(...sample.ours) / Math.min(...sample.plain), unit: "×" },
  ];
}
