/** How an OS is told on its first boot what to do: one function for each way. rpi-preseed.toml would be a third. */

import type { Partition } from "../partition.ts";
import type { KnownOs } from "../recognise-os.ts";
import { cloudInit } from "./cloud-init.ts";
import { firstRun } from "./first-run.ts";

export interface FirstBootFiles {
  /** Files at the top of the partition, in the order of writing: the one that sets all in motion last. */
  readonly top: ReadonlyMap<string, string | Uint8Array>;
  /** Files in the folder rackberry, by name in it. */
  readonly folder: ReadonlyMap<string, string>;
  /** Sentences for the person. */
  readonly notes: readonly string[];
}

export interface FirstBootOrder {
  readonly cardId: string;
  readonly name?: string;
  /** The kernel's flags for the memory cgroup go on the card. */
  readonly flags: boolean;
}

/** Pure. Throws `refused` when what is on the partition cannot be added to. */
export type FirstBoot = (partition: Partition, order: FirstBootOrder) => FirstBootFiles;

export const FIRST_BOOT: Readonly<Record<KnownOs["firstBoot"], FirstBoot>> = {
  "cloud-init": cloudInit,
  "first-run": firstRun,
};
