/** Where the cards of a batch go. Pure. */

/** card.img; card-1.img, card-2.img, …; in a directory DIR/card-1.img, … */
export function outputs(out: string, count: number, { directory }: { directory: boolean }): string[] {
  if (!directory && count === 1) return [out];
  const [, stem = out, extension = ""] = directory ? [out, `${out.replace(/\/+$/, "")}/card`, ".img"] : split(out);
  return Array.from({ length: count }, (_, index) => `${stem}-${index + 1}${extension}`);
}

const split = (path: string) => /^(.*[^/])(\.[A-Za-z0-9]+)$/.exec(path) ?? [];
