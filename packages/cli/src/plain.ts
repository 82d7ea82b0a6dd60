/** Text from a Pi or a tool must not control the terminal, nor change the direction of the text. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, " ");

/** The same for text of several lines. */
export const plainLines = (text: string): string => text.split("\n").map(plain).join("\n");
