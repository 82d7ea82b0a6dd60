/** CardReader: the one port in front of the places where this machine mounts cards. */

export interface CardReader {
  /** Folders where a FAT file system is mounted that may be a card's. */
  folders(): Promise<readonly string[]>;
  /** Until it is worth looking again. Rejects when the signal aborts. */
  pause(signal: AbortSignal): Promise<void>;
  /**
   * Unmounts the card that is mounted there, with all of its partitions. False when that is no place for cards, and
   * nothing was done. Rejects with the reason when it cannot be.
   */
  eject(folder: string): Promise<boolean>;
}

/** Where folders() looks, for people. */
export const PLACES = "/media, /run/media, /mnt and /Volumes";
