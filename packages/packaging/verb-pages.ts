/** A page for each verb of pictl, made from --help's output, so that the two cannot drift apart. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { overview, verbText } from "../cli/src/help.ts";
import { VERBS } from "../cli/src/verbs/index.ts";
import { jsonPage } from "./json-page.ts";

/** Source file with the types of what --json prints. */
export const JSON_TYPES = join(import.meta.dirname, "../config/src/api.ts");

/** Markdown pages by file name. */
export function verbPages(): Readonly<Record<string, string>> {
  const rows = VERBS.map(({ name, summary }) => `| [pictl ${name}](${name}.md) | ${summary.replaceAll("|", "\\|")} |`);
  const list = `# pictl\n\n| verb | what it does |\n|---|---|\n${rows.join("\n")}\n\n[Exit codes and what --json prints](json.md)\n\n${block(overview(VERBS))}`;
  const pages = VERBS.map((verb) => [`${verb.name}.md`, `# pictl ${verb.name}\n\n${block(verbText(verb))}`]);
  return { "README.md": list, "json.md": jsonPage(readFileSync(JSON_TYPES, "utf8")), ...Object.fromEntries(pages) };
}

const block = (text: string) => `\`\`\`text\n${text.trim()}\n\`\`\`\n`;
