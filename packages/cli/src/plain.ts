/** What a Pi or a tool said must not steer the terminal. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/** The same for a text of several lines. */
export const plainLines = (text: string): string => text.split("\n").map(plain).join("\n");
