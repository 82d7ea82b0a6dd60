/** A terminal's output with times, as an asciicast and as an animated picture. Pure. */

export interface Said {
  /** Seconds since the first line. */
  readonly at: number;
  readonly line: string;
}

/** Columns and rows of the terminal. */
const SIZE = { columns: 100, rows: 24 } as const;
/** Pixels of a letter and of the margin. */
const LETTER = { width: 7.8, height: 18, size: 13 } as const;
const EDGE = 14;
const DESCENDER = 5;
/** How much faster the picture plays, and the seconds for which its end is shown. */
const SPEED = 4;
const STANDS = 8;

/** asciicast v2: a header, then one event a line. */
export function asciicast(said: readonly Said[], title: string): string {
  const header = { version: 2, width: SIZE.columns, height: SIZE.rows, title };
  const events = said.map(({ at, line }) => [Number(at.toFixed(2)), "o", `${fitting(line)}\r\n`]);
  return [header, ...events].map((value) => `${JSON.stringify(value)}\n`).join("");
}

/** An SVG that plays the output in a loop. */
export function picture(said: readonly Said[], caption: string): string {
  const ends = (said.at(-1)?.at ?? 0) / SPEED;
  const all = ends + STANDS;
  const percent = (at: number) => ((100 * at) / SPEED / all).toFixed(2);
  const [width, height] = [SIZE.columns * LETTER.width + 2 * EDGE, SIZE.rows * LETTER.height + 3 * EDGE];
  const end = Math.max(0, said.length - SIZE.rows) * LETTER.height;
  const appears = said.map(({ at }, index) => `@keyframes l${index}{0%{opacity:0}${percent(at)}%{opacity:1}}`);
  const scrolls = said.flatMap(({ at }, index) =>
    index < SIZE.rows ? [] : `${percent(at)}%{transform:translateY(${-(index - SIZE.rows + 1) * LETTER.height}px)}`,
  );
  // Nothing of the lines that have scrolled away shows at the top; the last line keeps its descenders.
  const [top, body] = [EDGE + DESCENDER, SIZE.rows * LETTER.height];
  const lines = said.map(({ line }, index) => {
    const y = EDGE + (index + 1) * LETTER.height;
    const text = escaped(fitting(line));
    return `<text x="${EDGE}" y="${y}" xml:space="preserve" style="animation-name:l${index}">${text}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + LETTER.height}" role="img">
<title>${escaped(caption)}</title>
<style>
text{font:${LETTER.size}px ui-monospace,Menlo,Consolas,monospace;fill:#d6deeb;animation:${all.toFixed(2)}s step-end infinite}
g{transform:translateY(${-end}px);animation:scroll ${all.toFixed(2)}s step-end infinite}
.caption{fill:#7f8ea3;animation:none}
@keyframes scroll{0%{transform:none}${scrolls.join("")}}
${appears.join("\n")}
@media (prefers-reduced-motion:reduce){text,g{animation:none}}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height + LETTER.height - 1}" rx="8" fill="#0f1722" stroke="#30394a"/>
<svg y="${top}" width="${width}" height="${body}" viewBox="0 ${top} ${width} ${body}"><g>
${lines.join("\n")}
</g></svg>
<text class="caption" x="${EDGE}" y="${height + 4}">${escaped(caption)}</text>
</svg>
`;
}

/** Marks a line that is cut off at the edge, and drops a number that would be cut in half. */
const fitting = (line: string) =>
  line.length > SIZE.columns
    ? `${line
        .slice(0, SIZE.columns - 2)
        .replace(/\S+$/, "")
        .trimEnd()} …`
    : line;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
