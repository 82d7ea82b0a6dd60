/** Copies a stock image's boot partition once for each card and adds that card's own files. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { BootFolder } from "../card/boot-folder.ts";
import { BLOCK } from "./byte-reader.ts";
import { fatBootFolder } from "./fat-boot-folder.ts";
import { fileTarget } from "./file-target.ts";
import { mtools } from "./mtools.ts";
import { recorder, type Written } from "./recorder.ts";
import type { StockImage } from "./stock-image.ts";

/** Puts a card's own files on its boot partition. Throws when the partition is not suitable. */
export type Prepare = (boot: BootFolder) => Promise<void>;

export interface PreparedBoot {
  readonly blocks: () => AsyncIterable<Buffer>;
  /** The files that were put on it. */
  readonly written: Written;
}

/** `folder` must have room for all copies; the caller removes it. */
export async function prepareBoots(
  stock: StockImage,
  cards: readonly Prepare[],
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<readonly PreparedBoot[]> {
  const names = cards.map((_, index) => `boot-${index + 1}`);
  await copies(
    stock,
    names.map((name) => join(folder, name)),
  );
  const boots: PreparedBoot[] = [];
  for (const [index, prepare] of cards.entries()) {
    const file = names[index] ?? "";
    const shown = `the boot partition of ${stock.path}`;
    const { boot, written } = recorder(fatBootFolder(mtools({ folder, file, shown, signal }), shown));
    await prepare(boot);
    boots.push({ written, blocks: () => createReadStream(join(folder, file), { highWaterMark: BLOCK, signal }) });
  }
  return boots;
}

async function copies(stock: StockImage, paths: readonly string[]): Promise<void> {
  const files = await Promise.all(paths.map(fileTarget));
  try {
    let at = 0;
    for await (const block of stock.bootBlocks()) {
      await Promise.all(files.map((file) => file.write(block, at)));
      at += block.length;
    }
    for (const file of files) await file.commit();
  } catch (cause) {
    for (const file of files) await file.discard();
    throw cause;
  }
}
