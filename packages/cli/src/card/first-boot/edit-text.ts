/** Changes to a text by place. Pure. */

export interface Edit {
  readonly start: number;
  /** Same as `start`: put in, nothing replaced. */
  readonly end: number;
  readonly text: string;
}

/** All edits at once; they do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** How its lines end: CRLF when the first one does. */
export const lineEnd = (text: string): string => (/^[^\n]*\r\n/.test(text) ? "\r\n" : "\n");

/** A text of one character a byte as what is written: a string when it is UTF-8, else the bytes themselves. */
export function asWritten(bytes: string): string | Uint8Array {
  const buffer = Buffer.from(bytes, "latin1");
  const text = buffer.toString("utf8");
  return Buffer.from(text).equals(buffer) ? text : buffer;
}
