/**
 * Where cloud-init's reader of YAML (PyYAML's scanner.py, YAML 1.1) and the parser here (YAML 1.2) do not agree: what it
 * refuses is found, what it alone accepts is made acceptable. Pure.
 */

export interface Scan {
  /** The first thing that makes PyYAML refuse the whole text; none: as far as its scanner goes, it reads it. */
  readonly problem?: { readonly line: number; readonly what: string };
  /**
   * Places at the beginnings of lines in brackets or quotes, and how many blanks are wanted there: PyYAML does not look
   * at their indentation, YAML 1.2 does. Blanks there mean nothing to either.
   */
  readonly pads: readonly Pad[];
}

export interface Pad {
  readonly at: number;
  readonly blanks: number;
}

/** PyYAML's reader.py: whatever else is in a text, also in a comment, makes it refuse all of it. */
const UNREADABLE = /[^\t\n\r\x20-\x7e\x85\u00a0-\ufffd\u{10000}-\u{10ffff}]/u;
/** It ends a line at each of these, in a comment too, so that more of a text is read than a person sees. */
const ODD_LINE_END = /\r(?!\n)|[\x85\u2028\u2029]/;

const lineAt = (text: string, position: number) => text.slice(0, position).split("\n").length;

const shown = (character: string) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;

export function scanYaml(text: string): Scan {
  const unreadable = UNREADABLE.exec(text);
  if (unreadable) {
    const what = `the character ${shown(unreadable[0])} is in it`;
    return { problem: { line: lineAt(text, unreadable.index), what }, pads: [] };
  }
  const odd = ODD_LINE_END.exec(text);
  if (odd) {
    const what = `the character ${shown(odd[0])} is in it, which cloud-init treats as the end of a line`;
    return { problem: { line: lineAt(text, odd.index), what }, pads: [] };
  }
  const scanner = new Scanner(text);
  const place = scanner.run();
  if (place === undefined) return { pads: scanner.pads };
  const what =
    text[place] === "\t" ? "it contains a tab where only spaces are allowed" : "write its key without the ? before it";
  return { problem: { line: lineAt(text, place), what }, pads: [] };
}

const isBlank = (character: string | undefined) => character === undefined || /[ \t\r\n]/.test(character);

/** Follows PyYAML's tokens as far as is needed to know what is a quote, a bracket, a comment or a text of several lines. */
class Scanner {
  readonly pads: Pad[] = [];
  readonly #text: string;
  #at = 0;
  #lineStart = 0;
  /** Columns of the block collections that are open. */
  readonly #indents: number[] = [];
  #flow = 0;
  /** Column of what may turn out to be a key, when its colon comes. */
  #key: number | undefined;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("\ufeff")) this.#lineStart = this.#at = 1;
  }

  /** The place of the first tab that PyYAML refuses; or of a ?, with whose keys the two agree too seldom. */
  run(): number | undefined {
    while (this.#toNextToken()) {
      const start = this.#at;
      const tab = this.#token();
      if (tab !== undefined) return tab;
      // What nobody can read is the parser's to refuse.
      if (this.#at === start) this.#at++;
    }
    return undefined;
  }

  get #column(): number {
    return this.#at - this.#lineStart;
  }

  get #indent(): number {
    return this.#indents.at(-1) ?? -1;
  }

  #peek(ahead = 0): string | undefined {
    return this.#text[this.#at + ahead];
  }

  /** False at the end. */
  #toNextToken(): boolean {
    for (;;) {
      while (this.#peek() === " ") this.#at++;
      if (this.#peek() === "#") this.#toLineEnd();
      if (!this.#newLine()) return this.#at < this.#text.length;
      this.#key = undefined;
      if (this.#flow > 0) this.#padLine();
    }
  }

  #toLineEnd(): void {
    while (this.#at < this.#text.length && !/[\r\n]/.test(this.#peek() ?? "")) this.#at++;
  }

  #newLine(): boolean {
    if (this.#peek() === "\r") this.#at++;
    if (this.#peek() !== "\n") return false;
    this.#at++;
    this.#lineStart = this.#at;
    return true;
  }

  /** The line that begins here belongs to brackets or quotes. */
  #padLine(): void {
    const [blanks = ""] = /^ */.exec(this.#text.slice(this.#at, this.#at + 1024)) ?? [];
    const next = this.#peek(blanks.length);
    const missing = this.#indent + 1 - blanks.length;
    if (missing > 0 && next !== undefined && !/[\r\n]/.test(next)) this.pads.push({ at: this.#at, blanks: missing });
  }

  #open(column: number): void {
    if (this.#flow === 0 && column > this.#indent) this.#indents.push(column);
    this.#key = undefined;
  }

  /** Goes behind one token; answers the place of what is refused. */
  #token(): number | undefined {
    const character = this.#peek() ?? "";
    if (this.#flow === 0) while (this.#indent > this.#column) this.#indents.pop();
    if (this.#column === 0 && character === "%") {
      this.#toLineEnd();
      return undefined;
    }
    if (this.#column === 0 && /^(?:---|\.\.\.)(?:[ \t\r\n]|$)/.test(this.#text.slice(this.#at, this.#at + 4))) {
      this.#indents.length = 0;
      this.#at += 3;
      return undefined;
    }
    const alone = isBlank(this.#peek(1));
    const column = this.#column;
    if (character === "\t") return this.#at;
    if (/[[\]{}]/.test(character)) {
      if (/[[{]/.test(character)) this.#key ??= column;
      this.#flow = Math.max(0, this.#flow + (/[[{]/.test(character) ? 1 : -1));
      this.#at++;
    } else if (character === "," && this.#flow > 0) this.#at++;
    else if (character === "?" && (alone || this.#flow > 0)) return this.#at;
    else if (character === "-" && alone) {
      this.#open(column);
      this.#at++;
    } else if (character === ":" && (alone || this.#flow > 0)) {
      this.#open(this.#key ?? -1);
      this.#at++;
    } else {
      this.#key ??= column;
      if (/[*&!]/.test(character)) while (!isBlank(this.#peek())) this.#at++;
      else if (/[|>]/.test(character) && this.#flow === 0) return this.#blockScalar();
      else if (/["']/.test(character)) this.#quoted(character);
      else return this.#plain();
    }
    return undefined;
  }

  #quoted(quote: string): void {
    this.#at++;
    while (this.#at < this.#text.length) {
      const character = this.#peek();
      if (this.#newLine()) this.#padLine();
      else if (character !== quote) this.#at += character === "\\" && quote === '"' && this.#peek(1) !== "\n" ? 2 : 1;
      else if (quote === "'" && this.#peek(1) === quote) this.#at += 2;
      else {
        this.#at++;
        return;
      }
    }
  }

  #blockScalar(): number | undefined {
    const [header = "", number] = /^[|>][-+]?([1-9])?[-+]? */.exec(this.#text.slice(this.#at, this.#at + 256)) ?? [];
    this.#at += header.length;
    if (this.#peek() === "\t") return this.#at;
    this.#toLineEnd();
    const least = Math.max(1, this.#indent + 1);
    let indent = number === undefined ? undefined : least + Number(number) - 1;
    while (this.#newLine()) {
      const from = this.#at;
      while (this.#peek() === " " && (indent === undefined || this.#column < indent)) this.#at++;
      if (/[\r\n]/.test(this.#peek() ?? "\n")) continue;
      indent ??= Math.max(least, this.#column);
      if (this.#column < indent) {
        this.#at = from;
        break;
      }
      this.#toLineEnd();
    }
    this.#key = undefined;
    return undefined;
  }

  /** A text without quotes, which may go on in further lines. */
  #plain(): number | undefined {
    const indent = this.#indent + 1;
    for (;;) {
      const tab = this.#plainLine();
      if (tab !== undefined) return tab;
      const [end, start] = [this.#at, this.#lineStart];
      let lines = 0;
      while (this.#newLine()) {
        lines++;
        if (this.#flow > 0) this.#padLine();
        while (this.#peek() === " ") this.#at++;
      }
      const ends = lines === 0 || this.#at >= this.#text.length || this.#peek() === "#" || this.#peek() === "\t";
      const left = this.#flow === 0 ? this.#column < indent : false;
      const marker = this.#column === 0 && /^(?:---|\.\.\.)/.test(this.#text.slice(this.#at, this.#at + 3));
      if (ends || left || marker || this.#endsPlain()) {
        if (lines > 0) this.#backTo(end, start);
        return undefined;
      }
    }
  }

  /** The line ends are gone over again as those between tokens; a pad is put once. */
  #backTo(end: number, start: number): void {
    while (this.pads.length > 0 && (this.pads.at(-1) as Pad).at >= end) this.pads.pop();
    this.#at = end;
    this.#lineStart = start;
  }

  #endsPlain(): boolean {
    const [character = "", next] = [this.#peek(), this.#peek(1)];
    if (character === ":") return isBlank(next) || (this.#flow > 0 && /[,[\]{}]/.test(next ?? ""));
    return this.#flow > 0 && /[,[\]{}]/.test(character);
  }

  #plainLine(): number | undefined {
    while (this.#at < this.#text.length && !/[\r\n]/.test(this.#peek() ?? "")) {
      if (this.#peek() === "\t") return this.#at;
      if (this.#endsPlain()) return undefined;
      if (this.#peek() === " ") {
        const [blanks = " "] = /^ +/.exec(this.#text.slice(this.#at, this.#at + 4096)) ?? [];
        const after = this.#peek(blanks.length);
        if (after === "#" || after === undefined) return undefined;
        this.#at += blanks.length;
      } else this.#at++;
    }
    return undefined;
  }
}
