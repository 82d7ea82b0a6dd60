/** Swap in the text of /etc/fstab, line by line, as fstab(5) has them: fields 4 to 6 may be absent. Pure. */

const SWAP = /^[ \t]*([^#\s]\S*)[ \t]+\S+[ \t]+swap(?![^\s])/;
const lines = (fstab: string) => fstab.split(/(?<=\n)/);

/** fstab with its swap lines commented out; everything else stays byte for byte. */
export const withoutSwap = (fstab: string): string =>
  lines(fstab)
    .map((line) => (SWAP.test(line) ? `# without swap (pi-agent): ${line}` : line))
    .join("");

/** The first fields of the swap lines: a path, or UUID=… */
export const swapSources = (fstab: string): readonly string[] =>
  lines(fstab).flatMap((line) => SWAP.exec(line)?.[1] ?? []);
