/** A page for each verb of pictl, from what its --help prints, so that the two cannot drift apart. Pure. */
import { overview, verbText } from "../cli/src/help.ts";
import { VERBS } from "../cli/src/verbs/index.ts";

/** Markdown by the name of its file. */
export function verbPages(): Readonly<Record<string, string>> {
  const rows = VERBS.map(({ name, summary }) => `| [pictl ${name}](${name}.md) | ${summary.replaceAll("|", "\\|")} |`);
  const list = `# pictl\n\n| verb | what it does |\n|---|---|\n${rows.join("\n")}\n\n${block(overview(VERBS))}`;
  const pages = VERBS.map((verb) => [`${verb.name}.md`, `# pictl ${verb.name}\n\n${block(verbText(verb))}`]);
  return { "README.md": list, ...Object.fromEntries(pages) };
}

const block = (text: string) => `\`\`\`text\n${text.trim()}\n\`\`\`\n`;
