/** What somebody wrote, as a message shows it. */

/** Letters of it. */
const MOST = 80;
/** Control characters, and what a screen shows as nothing, as a blank, or in another order. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
/** What looks like a letter of ours, and is none. */
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;

/** In quotes, cut, and so that what is not what it looks like is seen as such: "r\u0430ck". */
export function quoted(value: unknown, most = MOST): string {
  const text = (JSON.stringify(value) ?? "nothing").slice(0, most);
  const seen = text
    .replace(UNSEEN, escaped)
    .replace(/[^\0-\x7f]/gu, (letter) => (isWide(letter) ? escaped(letter) : letter));
  // A word in one script is what it looks like.
  return /[a-z]/i.test(text) ? seen.replace(FOREIGN, escaped) : seen;
}

/** The full-width forms of ASCII, and others that stand for it. */
const isWide = (letter: string): boolean => letter !== "…" && /^[\0-\x7f]+$/.test(letter.normalize("NFKC"));

const escaped = (letter: string): string =>
  Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
