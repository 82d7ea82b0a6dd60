/** What is known about a device before anything is written to it. */

export interface DeviceFacts {
  /** sdb, mmcblk0: what the user types to confirm. */
  readonly name: string;
  /** disk, part, loop, rom, … in lsblk's words. */
  readonly type: string;
  /** For a partition: its disk. */
  readonly parent?: string;
  readonly bytes: number;
  readonly readOnly: boolean;
  /** The medium can be taken out, or the device unplugged. */
  readonly removable: boolean;
  /** usb, mmc, sata, nvme, … */
  readonly transport?: string;
  readonly model?: string;
  readonly serial?: string;
  /** Partitions, and everything built on them. */
  readonly parts: readonly DevicePart[];
  /** Where the device itself, rather than a partition, is mounted. */
  readonly mounts: readonly string[];
  /** The command that unmounts all of it; if absent, umount with the names of its parts. */
  readonly unmounting?: string;
}

export interface DevicePart {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly system?: string;
  readonly label?: string;
  /** Folders; [SWAP]. */
  readonly mounts: readonly string[];
}

/** The port: absent when there is no such block device. */
export type ReadDevice = (path: string) => Promise<DeviceFacts | undefined>;
