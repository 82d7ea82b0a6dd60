/** For fish. */
import { type Option, quoted, type Row, type Table } from "./table.ts";

export function fishScript({ verbs, common }: Table): string {
  const lines = [
    "# fish completion of pictl, printed by: pictl completion fish",
    "complete -c pictl -f",
    ...common.map((option) => `complete -c pictl ${optionOf(option)}`),
    ...verbs.map(({ name, summary }) => `complete -c pictl -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`),
    ...verbs.flatMap(linesOf),
  ];
  return lines.join("\n");
}

function linesOf({ name, options, completes }: Row): string[] {
  const after = `complete -c pictl -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  const lines = options.map((option) => `${after} ${optionOf(option)}`);
  if (completes === "files") lines.push(`${after} -F`);
  else if (completes) lines.push(`${after} -a ${quoted(completes.join(" "))}`);
  return lines;
}

const optionOf = ({ name, short, takesValue }: Option): string =>
  [...(short ? [`-s ${short}`] : []), `-l ${name}`, ...(takesValue ? ["-r -F"] : [])].join(" ");
