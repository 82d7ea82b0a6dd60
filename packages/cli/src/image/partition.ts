export interface Partition {
  /** Bytes from the beginning of the disk. */
  readonly start: number;
  readonly bytes: number;
  /** Its type says FAT. */
  readonly fat: boolean;
}

/** The sector size of cards and USB sticks, in bytes. */
export const SECTOR = 512;
