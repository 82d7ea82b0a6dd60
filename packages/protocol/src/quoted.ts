/** Shows untrusted input in a message. */

/** Maximum number of characters. */
const MOST = 80;
/** Control characters, and characters that a screen shows as nothing, as a blank, or in a different order. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
/** Characters that look like Latin letters but are not. */
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;

/** Quoted and shortened, with misleading characters escaped: "r\u0430ck". */
export function quoted(value: unknown, most = MOST): string {
  const text = (JSON.stringify(value) ?? "nothing").slice(0, most);
  const seen = text
    .replace(UNSEEN, escaped)
    .replace(/[^\0-\x7f]/gu, (letter) => (isWide(letter) ? escaped(letter) : letter));
  // Only text that mixes scripts is misleading.
  return /[a-z]/i.test(text) ? seen.replace(FOREIGN, escaped) : seen;
}

/** Full-width forms of ASCII, and other characters equivalent to it. */
const isWide = (letter: string): boolean => letter !== "…" && /^[\0-\x7f]+$/.test(letter.normalize("NFKC"));

const escaped = (letter: string): string =>
  Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
