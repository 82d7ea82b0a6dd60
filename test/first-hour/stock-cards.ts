/** Freshly flashed cards, as a card reader shows them: Ubuntu's boot partition. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { run } from "../cards/stock-image.ts";

const BYTES = 256 * 1024 * 1024;

/** Makes 1.img, 2.img, … in `folder`. */
export function stockCards(folder: string, cards: number): void {
  const content = mkdtempSync(join(tmpdir(), "stock-card-"));
  try {
    for (const [name, text] of Object.entries(UBUNTU)) {
      mkdirSync(dirname(join(content, name)), { recursive: true });
      writeFileSync(join(content, name), text);
    }
    mkdirSync(folder, { recursive: true });
    for (let card = 1; card <= cards; card++) {
      const image = join(folder, `${card}.img`);
      writeFileSync(image, "");
      truncateSync(image, BYTES);
      run(["mkfs.ext4", "-q", "-d", content, image]);
    }
  } finally {
    rmSync(content, { recursive: true });
  }
}
