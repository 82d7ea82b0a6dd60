/** For zsh: sourced after compinit, or as the file _pictl in a folder of $fpath. */
import { type Option, quoted, type Row, spellings, type Table } from "./table.ts";

export function zshScript({ verbs, common }: Table): string {
  return `#compdef pictl
# zsh completion of pictl, printed by: pictl completion zsh
_pictl() {
  local context state state_descr line
  typeset -A opt_args
  local -a verbs common
  verbs=(
${verbs.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  common=(${specs(common)})
  _arguments -C $common '1: :->verb' '*:: :->rest'
  case $state in
    verb) _describe verb verbs ;;
    rest)
      case $line[1] in
${verbs.map((verb) => `        ${caseOf(verb)}`).join("\n")}
      esac ;;
  esac
}
compdef _pictl pictl
if [[ $funcstack[1] == _pictl ]]; then _pictl "$@"; fi`;
}

function caseOf({ name, options, completes }: Row): string {
  const words = typeof completes === "object" ? ` ${quoted(`*:argument:(${completes.join(" ")})`)}` : "";
  const files = completes === "files" ? " '*:file:_files'" : "";
  return `${name}) _arguments $common ${specs(options)}${words}${files} ;;`;
}

const specs = (options: readonly Option[]): string => options.flatMap(specsOf).map(quoted).join(" ");

/** Once one spelling has been used, the other is no longer offered. */
function specsOf(option: Option): string[] {
  const both = spellings(option);
  return both.map((one) => {
    if (!option.takesValue) return `(${both.join(" ")})${one}`;
    return `(${both.join(" ")})${one}${one.startsWith("--") ? "=" : "+"}:${option.name}:_files`;
  });
}
