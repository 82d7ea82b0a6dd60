/** A sheet of labels to print and stick on Pis or cards. Pure. It contains no secrets. */
export interface Label {
  readonly rack: string;
  readonly cardId: string;
  readonly name?: string;
  readonly master: boolean;
}

/** Enough of a card's id to tell the cards of a rack apart. */
export const shortCardId = (cardId: string): string => cardId.slice(0, 8);

/** Characters; longer names are printed smaller. A host name has at most 63. */
const LONG = 20;

/** The content of the QR code: the command that shows the card's Pi, whatever its name is by then. */
export const labelText = ({ cardId }: Pick<Label, "cardId">): string => `pictl status ${shortCardId(cardId)}`;

/** Whether a file is a sheet from an earlier run: no other file is overwritten. */
export const isLabelSheet = (text: string): boolean =>
  text.startsWith("<!doctype html>") && text.includes("\n<title>Cards of ");

/** A whole HTML document that loads nothing: labels of 63 × 38 mm, three in a row, on A4 or Letter. */
export async function labelSheet(labels: readonly Label[]): Promise<string> {
  // Loaded here, since verbs that only show short ids draw no code.
  const { qrSvg } = await import("./qr.ts");
  const title = `Cards of ${escaped(labels[0]?.rack ?? "")}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
${labels.map((label) => labelMarkup(label, qrSvg(labelText(label)))).join("\n")}
</main>
</html>
`;
}

function labelMarkup({ rack, cardId, name, master }: Label, code: string): string {
  const title = name
    ? `<strong${name.length > LONG ? ' class="long"' : ""}>${escaped(name)}</strong>`
    : '<strong class="blank" title="its name, when it has one"></strong>';
  const id = shortCardId(cardId);
  return `<section>${code}<div>${title}<span>${roleOf(master)} of ${escaped(rack)}</span><code>${id}</code></div></section>`;
}

const roleOf = (master: boolean) => (master ? "master" : "node");

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
  @page { margin: 10mm }
  body { margin: 0; font: 10pt/1.3 system-ui, sans-serif; color: #000; background: #fff }
  main { display: grid; grid-template-columns: repeat(3, 63mm); grid-auto-rows: 38mm }
  section { display: flex; align-items: center; gap: 2mm; padding: 2mm; box-sizing: border-box; overflow: hidden;
    border: 0.2mm dashed #999; break-inside: avoid }
  svg { flex: none; width: 28mm; height: 28mm }
  div { display: grid; gap: 1mm; min-width: 0; overflow-wrap: anywhere }
  strong { font-size: 12pt }
  .long { font-size: 7.5pt }
  .blank { height: 6mm; width: 26mm; border-bottom: 0.2mm solid #000 }
  code { font-size: 11pt }
`;
