/**
 * The kernel's command line as the kernel reads it. Pure. A text is one character a byte (latin1), so that whatever a
 * person's editor wrote stays as it is: nothing here looks at a byte above 127 but to name it.
 */

/** The first suffices on today's kernels; the guide's other two are for older ones and harm none. */
export const MEMORY_FLAGS = ["cgroup_enable=cpuset", "cgroup_memory=1", "cgroup_enable=memory"] as const;

/** COMMAND_LINE_SIZE of arm64 (arch/arm64/include/uapi/asm/setup.h), less the byte that ends it: what is beyond is cut off. */
export const LONGEST_LINE = 2047;

export interface KernelWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The firmware reads no other. */
export const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? "";

/**
 * All words of the first line. Quotes keep blanks together; a blank is an ASCII one (next_arg in lib/cmdline.c). The
 * kernel also splits at a byte 0xA0, which leaves half of a UTF-8 no-break space on the word before: such words count for
 * nothing, so here it is not a blank.
 */
export function lineWords(text: string): readonly KernelWord[] {
  const found = firstLine(text).matchAll(/(?:"[^"]*(?:"|$)|[^\t\v\f "])+/g);
  return [...found].map(({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }));
}

/** Those that the kernel acts on: what follows -- is for init. */
export function kernelWords(text: string): readonly KernelWord[] {
  const words = lineWords(text);
  const end = words.findIndex((word) => word.text === "--");
  return end < 0 ? words : words.slice(0, end);
}

/** Whether one of MEMORY_FLAGS, or such a flag for another controller, counts: of several words on one thing, the last does. */
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
 * `text` with the flags that are missing at the end of the first line's words, before what is for init. Everything else
 * stays byte for byte: other words, other lines, CRLF, a missing newline at the end.
 */
export function withMemoryFlags(text: string): string {
  const words = kernelWords(text);
  const missing = MEMORY_FLAGS.filter((flag) => !isInForce(words, flag));
  if (missing.length === 0) return text;
  // One that a later word undoes would stand there twice.
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

/** Characters that look like a blank, or like nothing, and that no program takes for one here. */
const ODD_BLANKS: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space (U+00A0)",
  "\u202f": "a narrow no-break space (U+202F)",
  "\u200b": "a zero-width space (U+200B)",
  "\u3000": "an ideographic space (U+3000)",
  "\ufeff": "a byte order mark (U+FEFF)",
};
const ODD_BLANK = /[\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/u;

/** What stands in the first line in place of a blank, named, with the word that it is part of; none is undefined. */
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

/** One character a byte, as text: UTF-8 when it is that, else Latin-1. */
export function asText(bytes: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(bytes));
  } catch {
    return bytes;
  }
}

/** The bytes that a text of one character a byte stands for. */
export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
