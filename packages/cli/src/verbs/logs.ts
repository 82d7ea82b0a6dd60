import { openClient } from "../coordinator/open.ts";
import { nodeArgument } from "../node-argument.ts";
import { plain } from "../plain.ts";
import { text, usageError, type Verb } from "../verb.ts";

const MOST_LINES = 5_000;

export const logs: Verb = {
  name: "logs",
  usage: "NODE [-f] [-n LINES]",
  summary: "show the journal of a node's agent",
  options: { follow: { type: "boolean", short: "f" }, lines: { type: "string", short: "n" } },
  takes: [1, 1],
  onlyAnswers: () => true,
  help: `
Prints the agent's journal: the same lines as "journalctl -u pi-agent" on the Pi itself.

Options
  -f, --follow        keep running and print new lines until Ctrl-C; exit code 1 when the coordinator
                      or the node goes away
  -n, --lines LINES   how many past lines to print: 0 to ${MOST_LINES} (default 100)

Examples
  pictl logs node2
  pictl logs node2 -f -n 0
`,
  async run(context, [node = ""], values) {
    const name = nodeArgument(node);
    const lines = lineCount(text(values, "lines") ?? "100");
    const follow = values.follow === true;
    const client = await openClient(context);
    try {
      for await (const line of client.logs({ node: name, follow, lines })) {
        context.print(plain(line));
        await context.drained?.();
      }
    } catch (cause) {
      // With --follow, Ctrl-C is the normal end.
      if (!(follow && context.signal.aborted)) throw cause;
    }
    return 0;
  },
};

function lineCount(given: string): number {
  if (/^\d{1,4}$/.test(given) && Number(given) <= MOST_LINES) return Number(given);
  throw usageError(`--lines takes a number from 0 to ${MOST_LINES}, not ${JSON.stringify(given)}`);
}
