import type { Board } from "./board.ts";
import { configSettings, type ReadBootFile } from "./config-txt.ts";
import { kernelCommandLine, memoryControllerEnabled } from "./kernel-command-line.ts";

/** Paths, on the boot partition, of what the firmware loads before it starts the kernel. */
export interface BootFiles {
  kernel: string;
  initramfs: string | undefined;
  deviceTree: string;
}

/** The files that config.txt names or the firmware uses by default. Names are those of a 64-bit Raspberry Pi 3. */
export function bootFiles(read: ReadBootFile, board: Board): BootFiles {
  const settings = configSettings(read, "config.txt", { board, tryboot: false });
  const prefix = settings.get("os_prefix") ?? "";
  const initramfs = settings.get("initramfs");
  // Mainline Linux names the chip's device trees differently from Raspberry Pi's own kernel.
  const tree = settings.get("upstream_kernel") === "1" ? "bcm2837-rpi-3-b.dtb" : "bcm2710-rpi-3-b.dtb";
  return {
    kernel: `${prefix}${settings.get("kernel") ?? "kernel8.img"}`,
    initramfs: initramfs === undefined ? undefined : `${prefix}${initramfs}`,
    deviceTree: `${prefix}${settings.get("device_tree") ?? tree}`,
  };
}

/**
 * The command line for a kernel without Raspberry Pi's patches, such as Debian's. That kernel knows `cgroup_disable=`,
 * which comes from the device tree, but not the `cgroup_enable=` that reverses it on Raspberry Pi's kernel. So the
 * former is left out when the latter is in effect. Its serial0 is the PL011.
 */
export function mainlineCommandLine(read: ReadBootFile, board: Board): string {
  const line = kernelCommandLine(read, board, { serial0: "ttyAMA0" });
  if (!memoryControllerEnabled(line)) return line;
  return line
    .split(" ")
    .filter((word) => word !== "cgroup_disable=memory")
    .join(" ");
}
