/** What --help prints. */
import { API_PORT } from "@rackberry/protocol";
import type { Verb } from "./verb.ts";

const COMMON = `Options of every verb
  -C, --rack DIR             the rack directory; default: $RACKBERRY, otherwise the current directory or one
                             above it that has a rack.yaml, otherwise the rack that pictl init made last
  --coordinator HOST[:PORT]  address of the coordinator (port ${API_PORT}); default: its last known address,
                             otherwise pictl looks for it on the local network (mDNS)
  -h, --help                 show this text
  --version                  show the version

Exit codes
  0    done
  1    failed; standard error says why and what to do
  2    incorrect use of the command line
  130  interrupted
`;

export function overview(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `pictl: make a rack of Raspberry Pis a Kubernetes cluster

Usage
  pictl VERB [arguments] [options]
  pictl VERB --help

Verbs
${lines.join("\n")}

From nothing to a cluster
  pictl init                          makes rack.yaml and secrets/ here
  pictl card 4                        prepares four freshly flashed cards, as you put them into the reader
  ... put the cards into the Pis, plug them into the switch ...
  pictl up                            waits until every Pi is ready, and adds the cluster to your kubeconfig

${COMMON}`.trimEnd();
}

export const verbHelp = (verb: Verb): string => `${verbText(verb)}\n\n${COMMON}`.trimEnd();

/** The help text of one verb. */
export function verbText({ name, usage, summary, help }: Verb): string {
  return `pictl ${name}: ${summary}

Usage
  pictl ${name} ${usage}
${help.trimEnd()}`;
}
