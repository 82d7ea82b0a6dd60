/**
 * The kernel's command line as the kernel reads it. Pure. Texts have one character per byte (latin1), which preserves
 * everything that a person's editor wrote: bytes above 127 are only read in order to name them.
 */

/** The first is enough on today's kernels; the other two, from the guide, are for older kernels and harmless. */
export const MEMORY_FLAGS = ["cgroup_enable=cpuset", "cgroup_memory=1", "cgroup_enable=memory"] as const;

/** arm64's COMMAND_LINE_SIZE (arch/arm64/include/uapi/asm/setup.h) minus the final NUL: the rest is cut off. */
export const LONGEST_LINE = 2047;

export interface KernelWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The firmware reads only the first line. */
export const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? "";

/**
 * All words of the first line. Blanks inside quotes do not split words; only ASCII blanks count (next_arg in
 * lib/cmdline.c). The kernel also splits at a byte 0xA0, but that leaves half of a UTF-8 no-break space on the word
 * before, which then has no effect; so 0xA0 is not a blank here.
 */
export function lineWords(text: string): readonly KernelWord[] {
  const found = firstLine(text).matchAll(/(?:"[^"]*(?:"|$)|[^\t\v\f "])+/g);
  return [...found].map(({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }));
}

/** The words that the kernel acts on; words after -- are for init. */
export function kernelWords(text: string): readonly KernelWord[] {
  const words = lineWords(text);
  const end = words.findIndex((word) => word.text === "--");
  return end < 0 ? words : words.slice(0, end);
}

/** Whether one of MEMORY_FLAGS, or such a flag for another controller, takes effect: the last word on it decides. */
export function isInForce(words: readonly KernelWord[], flag: string): boolean {
  const [, verb = "", wanted = ""] = /^([^=]+)=(.*)$/.exec(flag) ?? [];
  const last = words
    .map((word) => word.text.replaceAll('"', ""))
    .findLast((word) =>
      verb === "cgroup_memory"
        ? word.startsWith("cgroup_memory=")
        : /^cgroup_(?:enable|disable)=/.test(word) && listOf(word).includes(wanted),
    );
  return last !== undefined && (verb === "cgroup_memory" ? last === flag : last.startsWith(verb));
}

/** cgroup_disable=cpuset,memory is a list (cgroup_disable in kernel/cgroup/cgroup.c). */
const listOf = (word: string) => word.slice(word.indexOf("=") + 1).split(",");

/**
 * `text` with the missing flags added at the end of the first line's words, before those for init. Everything else is
 * kept byte for byte: other words, other lines, CRLF, a missing newline at the end.
 */
export function withMemoryFlags(text: string): string {
  const words = kernelWords(text);
  const missing = MEMORY_FLAGS.filter((flag) => !isInForce(words, flag));
  if (missing.length === 0) return text;
  // A flag that a later word undoes is removed first, so that it does not appear twice.
  const useless = words.filter((word) => (missing as readonly string[]).includes(word.text));
  const line = firstLine(text);
  const end = lineWords(text)[words.length]?.start ?? line.length;
  const kept = without(line.slice(0, end), useless).replace(/[\t\v\f ]+$/, "");
  const before = kept === "" ? "" : `${kept} `;
  const after = end < line.length ? ` ${line.slice(end)}` : "";
  return `${before}${missing.join(" ")}${after}${text.slice(line.length)}`;
}

function without(line: string, words: readonly KernelWord[]): string {
  return words.reduceRight((kept, { start, end }) => {
    const before = kept.slice(0, start).replace(/[\t\v\f ]+$/, "");
    return before + (before === "" ? kept.slice(end).replace(/^[\t\v\f ]+/, "") : kept.slice(end));
  }, line);
}

/** Characters that look like a blank, or are invisible, but that no program treats as a blank here. */
const ODD_BLANKS: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space (U+00A0)",
  "\u202f": "a narrow no-break space (U+202F)",
  "\u200b": "a zero-width space (U+200B)",
  "\u3000": "an ideographic space (U+3000)",
  "\ufeff": "a byte order mark (U+FEFF)",
};
const ODD_BLANK = /[\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/u;

/** A character in the first line that stands in for a blank: its name, and its word; undefined if there is none. */
export function oddBlank(text: string): { readonly name: string; readonly word: string } | undefined {
  for (const word of lineWords(text)) {
    const shown = asText(word.text);
    const [odd] = ODD_BLANK.exec(shown) ?? [];
    if (odd === undefined) continue;
    const code = odd.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    return {
      name: ODD_BLANKS[odd] ?? `an odd blank (U+${code})`,
      word: shown.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, "\u2423"),
    };
  }
  return undefined;
}

/** Decodes one character per byte as text: UTF-8 if it is valid, else Latin-1. */
export function asText(bytes: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(bytes));
  } catch {
    return bytes;
  }
}

/** The bytes of a text with one character per byte. */
export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
