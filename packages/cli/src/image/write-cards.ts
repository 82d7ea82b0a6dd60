/** Reads one stock image once and makes any number of cards from it: written, read back, and compared. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { type Prepare, type PreparedBoot, prepareBoots } from "./prepare-boots.ts";
import type { Progress } from "./progress.ts";
import { checkCard, type Expected, type Region } from "./read-back.ts";
import { openStock, type StockImage } from "./stock-image.ts";
import type { Target } from "./target.ts";

export interface CardPlan {
  readonly prepare: Prepare;
  /** Opens a target with room for that many bytes. Called only once all boot partitions are ready. */
  readonly open: (bytes: number) => Promise<Target>;
}

export interface WriteOptions {
  /** Folder for the boot partitions while they are prepared. */
  readonly scratch: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface WriteResult {
  /** Per card. */
  readonly bytes: number;
  /** The bytes compared certainly came from the medium, not from this machine's memory. */
  readonly fromMedium: boolean;
}

/** All or nothing: on failure every target is discarded. Throws `refused`, naming the file and its fault. */
export async function writeCards(
  image: string,
  cards: readonly CardPlan[],
  { scratch, progress, signal }: WriteOptions,
): Promise<WriteResult> {
  const folder = await mkdtemp(join(scratch, ".pictl-")).catch((cause) => {
    throw fileError(cause, scratch);
  });
  const targets: Target[] = [];
  try {
    await using stock = await openStock(image, progress, signal);
    const prepares = cards.map(({ prepare }) => prepare);
    const boots = await prepareBoots(stock, prepares, { folder, signal });
    for (const { open } of cards) targets.push(await open(stock.bytes));
    const expected = await writeAll(stock, boots, targets);
    const [bytes = 0] = expected.map(({ boot, others }) => sum([boot, ...others]));
    progress.begin("reading back", bytes * cards.length);
    let fromMedium = true;
    for (const [index, target] of targets.entries()) {
      const of = expected[index];
      if (of) fromMedium = (await checkCard(target.path, of, { folder, progress, signal })) && fromMedium;
    }
    for (const target of targets) await target.commit();
    return { bytes, fromMedium };
  } catch (cause) {
    for (const target of targets) await target.discard();
    throw cause;
  } finally {
    progress.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns what must be on each target. */
async function writeAll(
  stock: StockImage,
  boots: readonly PreparedBoot[],
  targets: readonly Target[],
): Promise<Expected[]> {
  const { start, bytes } = stock.boot;
  const lead = await copy([stock.lead], targets, 0);
  const own: Region[] = [];
  for (const [index, target] of targets.entries()) {
    const boot = await copy(boots[index]?.blocks() ?? [], [target], start);
    if (boot.bytes !== bytes) throw new AppError("internal", "a boot partition has changed its size");
    own.push(boot);
  }
  const rest = await copy(stock.restBlocks(), targets, start + bytes);
  for (const target of targets) await target.flush();
  return own.map((boot, index) => ({ boot, others: [lead, rest], written: boots[index]?.written ?? new Map() }));
}

const sum = (regions: readonly Region[]) => regions.reduce((bytes, region) => bytes + region.bytes, 0);

async function copy(
  blocks: Iterable<Buffer> | AsyncIterable<Buffer>,
  targets: readonly Target[],
  start: number,
): Promise<Region> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of blocks) {
    const writes = targets.map((target) => target.write(block, start + bytes));
    hash.update(block);
    await Promise.all(writes);
    bytes += block.length;
  }
  return { start, bytes, sha256: hash.digest("hex") };
}
