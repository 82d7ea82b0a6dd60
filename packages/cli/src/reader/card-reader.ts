/** CardReader: the one port in front of the places where this machine mounts cards. */

export interface CardReader {
  /** Mount points of FAT file systems that may be a card's. */
  folders(): Promise<readonly string[]>;
  /** Resolves when it is worth looking again. Rejects when the signal aborts. */
  pause(signal: AbortSignal): Promise<void>;
  /**
   * Unmounts all partitions of the card that is mounted there. Does nothing and returns false when that is not a place
   * for cards. Rejects with the reason when unmounting fails.
   */
  eject(folder: string): Promise<boolean>;
}

/** Where folders() looks, as shown to people. */
export const PLACES = "/media, /run/media, /mnt and /Volumes";
