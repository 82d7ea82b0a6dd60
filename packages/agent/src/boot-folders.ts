/** Boot partition of today's systems, then of older ones. */
export const BOOT_FOLDERS = ["/boot/firmware", "/boot"] as const;
