/** The root partition inside an image: a small ext4 that names the root tree used in place of its content. */
import { closeSync, openSync, readSync } from "node:fs";
import type { RackArtifacts, StockSystem } from "../api.ts";
import { run } from "../run.ts";

/** The file on the root partition that names the operating system. */
export const SYSTEM_FILE = "stock-system";
const SECOND_ENTRY = 446 + 16;

/** The stock system that the image's second partition names. Throws an Error when there is no such system. */
export async function stockSystem(image: string, { systems }: RackArtifacts): Promise<StockSystem> {
  const partition = `${image}?offset=${secondPartitionOffset(image)}`;
  const name = (await run(["debugfs", "-R", `cat /${SYSTEM_FILE}`, partition])).stdout.trim();
  if (Object.hasOwn(systems, name)) return systems[name as keyof typeof systems];
  throw new Error(`${image} is no image of the rack's own: its root partition names ${JSON.stringify(name)}`);
}

function secondPartitionOffset(image: string): number {
  const start = Buffer.alloc(4);
  const file = openSync(image, "r");
  try {
    readSync(file, start, 0, 4, SECOND_ENTRY + 8);
  } finally {
    closeSync(file);
  }
  return start.readUInt32LE() * 512;
}
