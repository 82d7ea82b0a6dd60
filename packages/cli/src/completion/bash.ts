/** For bash 3.2 (the version in macOS) and later; works without the package bash-completion. */
import { type Option, type Row, spellings, type Table } from "./table.ts";

export function bashScript({ verbs, common }: Table): string {
  const valued = [...common, ...verbs.flatMap(({ options }) => options)].filter(({ takesValue }) => takesValue);
  const withValue = [...new Set(valued.flatMap(spellings))].join("|");
  const names = verbs.map(({ name }) => name);
  return `# bash completion of pictl, printed by: pictl completion bash
_pictl() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} verb= options words= files= i
  COMPREPLY=()
  # An option's value: files, which the shell completes itself.
  [[ $current == '=' || $previous == '=' ]] && return
  case $previous in
    ${withValue}) return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${withValue}) ((i++)) ;;
      ${names.join("|")}) verb=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case $verb in
${verbs.map((verb) => `    ${caseOf(verb, common)}`).join("\n")}
    *) options="${typed(common)}" words="${names.join(" ")}" ;;
  esac
  [[ $current == -* ]] && words=$options files=
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  # Where bash is older than 4, files are offered here too.
  [[ $files ]] || compopt +o default +o bashdefault 2>/dev/null
  return 0
}
complete -o bashdefault -o default -F _pictl pictl`;
}

function caseOf({ name, options, completes }: Row, common: readonly Option[]): string {
  const words = completes === "files" ? "files=yes" : `words="${(completes ?? []).join(" ")}"`;
  return `${name}) options="${typed([...options, ...common])}" ${words} ;;`;
}

const typed = (options: readonly Option[]): string => options.flatMap(spellings).join(" ");
