export interface Partition {
  /** Bytes from the beginning of the disk. */
  readonly start: number;
  readonly bytes: number;
  /** Its type says FAT. */
  readonly fat: boolean;
}

/** Cards and USB sticks count in these. */
export const SECTOR = 512;
