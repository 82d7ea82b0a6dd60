import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fatPath, mtool, readBootFile } from "../card/boot-partition.ts";
import type { Board } from "../firmware/board.ts";
import { bootFiles, mainlineCommandLine } from "../firmware/boot-files.ts";
import { run } from "../run.ts";

/** What the firmware has loaded: files on this machine, and the kernel command line. */
export interface Loaded {
  kernel: string;
  initramfs: string | undefined;
  deviceTree: string;
  commandLine: string;
}

/**
 * Does what a Pi's firmware does before each boot: loads what config.txt names from the card's boot partition,
 * and puts the serial number into the device tree.
 */
export async function load(folder: string, board: Board, image: string): Promise<Loaded> {
  mkdirSync(folder, { recursive: true });
  const read = (path: string) => readBootFile(image, path);
  const files = bootFiles(read, board);
  const fetch = async (path: string, name: string) => {
    const copy = join(folder, name);
    await mtool(image, "mcopy", ["-o", fatPath(path), copy]);
    return copy;
  };
  const deviceTree = await fetch(files.deviceTree, "device-tree.dtb");
  await run(["fdtput", "-t", "s", deviceTree, "/", "serial-number", board.serial]);
  return {
    kernel: await fetch(files.kernel, "kernel"),
    initramfs: files.initramfs === undefined ? undefined : await fetch(files.initramfs, "initramfs"),
    deviceTree,
    commandLine: mainlineCommandLine(read, board),
  };
}
