import { openClient } from "../coordinator/open.ts";
import { plain } from "../plain.ts";
import type { Verb } from "../verb.ts";
import { culpritLines } from "../view.ts";

export const plan: Verb = {
  name: "plan",
  usage: "",
  summary: "say what would change on each node, and change nothing",
  options: {},
  takes: [0, 0],
  onlyAnswers: () => true,
  help: `
Asks the agent on every node to check each step against rack.yaml without applying any, and prints what
each would change, in sentences; before that, what concerns the whole rack, and with each node that is in
the cluster why it is not ready all the same. Exit code 1 when a node could not be asked.
`,
  async run(context) {
    const { notices, nodes } = await (await openClient(context)).plan();
    for (const notice of notices) context.print(plain(notice));
    if (notices.length > 0) context.print("");
    for (const { name, changes, error, trouble, culprits = [] } of nodes) {
      if (error !== undefined) context.print(plain(`${name}: could not be asked: ${error}`));
      else if (changes.length === 0) context.print(`${name}: nothing would change`);
      else context.print(`${name}:`);
      for (const { step, sentence } of changes) context.print(plain(`  ${step}: ${sentence}`));
      if (trouble)
        for (const line of [`  not ready: ${trouble}`, ...culpritLines(culprits)]) context.print(plain(line));
    }
    if (nodes.length === 0) context.print("there are no nodes yet");
    return nodes.some((node) => node.error !== undefined) ? 1 : 0;
  },
};
