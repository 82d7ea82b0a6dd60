/** Builds sentences for people. */

/** "A, B and C" */
export const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** What a step would change, in one sentence; undefined when there is nothing. */
export function sentenceOf(changes: readonly (string | undefined | false)[]): string | undefined {
  return changes.filter((change) => change).join("; ") || undefined;
}
