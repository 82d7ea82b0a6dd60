/** The block devices of this machine. */
import type { ReadDevice } from "./device-facts.ts";
import { diskutil } from "./diskutil.ts";
import { lsblk } from "./lsblk.ts";

export const ownDevices: ReadDevice = process.platform === "darwin" ? diskutil : lsblk;
