/** Which of two versions is newer, by dpkg's rules (Debian policy 5.6.12), without epoch and revision. */

/** Negative when `a` is older than `b`, 0 when they are the same. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [mine = NOTHING, its = NOTHING] = [left[index], right[index]];
    const difference = compareWords(mine.word, its.word) || mine.number - its.number;
    if (difference !== 0) return difference;
  }
  return 0;
}

interface Part {
  readonly word: string;
  readonly number: number;
}
const NOTHING: Part = { word: "", number: 0 };

/** Pairs of a text and a number: 0.1~rc2 is "" 0, "." 1, "~rc" 2. */
const partsOf = (version: string): Part[] =>
  [...version.matchAll(/(\D*)(\d*)/g)]
    .filter(([all]) => all !== "")
    .map(([, word = "", digits = ""]) => ({ word, number: Number(digits) }));

function compareWords(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A tilde sorts before the end, the end before letters, letters before everything else. */
function rank(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === "~") return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}
