import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { tableOf } from "../completion/table.ts";
import { zshScript } from "../completion/zsh.ts";
import { usageError, type Verb } from "../verb.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof SCRIPTS;
const isShell = (word: string): word is Shell => Object.hasOwn(SCRIPTS, word);

/** `verbs` is a function because the list includes this verb too. */
export const completion = (verbs: () => readonly Verb[]): Verb => ({
  name: "completion",
  usage: "bash|zsh|fish",
  summary: "print a script that completes pictl's verbs and options in your shell",
  options: {},
  takes: [1, 1],
  completes: Object.keys(SCRIPTS),
  onlyAnswers: () => true,
  help: `
Prints a completion script for the shell. It is generated from pictl's table of verbs and starts no program
when Tab is pressed; print it again after installing another version of pictl.

Examples
  source <(pictl completion bash)                                    in ~/.bashrc
  source <(pictl completion zsh)                                     in ~/.zshrc, after compinit
  pictl completion fish > ~/.config/fish/completions/pictl.fish
`,
  async run({ print }, [shell = ""]) {
    if (!isShell(shell)) throw usageError(`completion is for bash, zsh and fish, not ${JSON.stringify(shell)}`);
    print(SCRIPTS[shell](tableOf(verbs())));
    return 0;
  },
});
