/** What --help prints. */
import { API_PORT } from "@rackberry/protocol";
import type { Verb } from "./verb.ts";

const COMMON = `Options of every verb
  -C, --rack DIR             the rack directory; default: $RACKBERRY, else the current directory or one above
                             it that has a rack.yaml, else the rack that pictl init made last
  --coordinator HOST[:PORT]  where the coordinator is (port ${API_PORT}); default: where it was last time, else
                             it is looked for on the local network (mDNS)
  -h, --help                 this text
  --version                  the version

Exit codes
  0    done
  1    failed; standard error says why and what to do
  2    wrong use
  130  interrupted
`;

export function overview(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `pictl: a rack of Raspberry Pis becomes a Kubernetes cluster

Usage
  pictl VERB [arguments] [options]
  pictl VERB --help

Verbs
${lines.join("\n")}

From nothing to a cluster
  pictl init                          makes rack.yaml and secrets/ here
  pictl card 4                        four freshly flashed cards, as you put them into the reader
  ... put the cards into the Pis, plug them into the switch ...
  pictl up                            until every Pi is ready, and your kubectl has the cluster

${COMMON}`.trimEnd();
}

export const verbHelp = (verb: Verb): string => `${verbText(verb)}\n\n${COMMON}`.trimEnd();

/** What is to say of a verb alone. */
export function verbText({ name, usage, summary, help }: Verb): string {
  return `pictl ${name}: ${summary}

Usage
  pictl ${name} ${usage}
${help.trimEnd()}`;
}
