/** What is mounted on this machine, and which mounts may be cards. Pure. */

export interface Mount {
  readonly folder: string;
  /** In the system's words: vfat, msdos, ext4. */
  readonly type: string;
  /** /dev/sdb1; other file systems have other names here. */
  readonly source: string;
}

/** From /proc/self/mountinfo (proc(5)). */
export function linuxMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [, folder, type, source] = /^(?:\S+ ){4}(\S+) .*? - (\S+) (\S+)/.exec(line) ?? [];
    return folder && type && source ? [{ folder: unescaped(folder), type, source: unescaped(source) }] : [];
  });
}

/** From what macOS's mount(8) prints: /dev/disk4s1 on /Volumes/bootfs (msdos, local, nodev) */
export function macMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [, source, folder, type] = /^(\S+) on (.+) \(([^,)]+)[^()]*\)$/.exec(line) ?? [];
    return folder && type && source ? [{ folder, type, source }] : [];
  });
}

/** Desktops mount below a folder with the user's name; people who mount by hand do so one level higher. */
export const isForCards = (folder: string): boolean =>
  /^\/(?:Volumes\/[^/]+|media\/[^/]+(?:\/[^/]+)?|run\/media\/[^/]+\/[^/]+|mnt\/[^/]+)$/.test(folder);

/** Folders of FAT file systems that may be cards. */
export const cardFolders = (mounts: readonly Mount[]): string[] =>
  mounts.filter(({ folder, type }) => /^(?:vfat|msdos)$/.test(type) && isForCards(folder)).map(({ folder }) => folder);

/** Blanks and backslashes are written there as octal numbers. */
const unescaped = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
