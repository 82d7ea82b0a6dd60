import type { PlanReport } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { changeLine } from "../rack/change-line.ts";
import { rackFiles, readRack } from "../rack/rack-directory.ts";
import type { Verb } from "../verb.ts";
import { culpritLines } from "../view.ts";
import { wrapped } from "../wrap.ts";

export const plan: Verb = {
  name: "plan",
  usage: "",
  summary: "say what would change on each node, and change nothing",
  options: {},
  takes: [0, 0],
  onlyAnswers: () => true,
  help: `
Asks the agent on every node to check each step against the rack.yaml in this rack directory, without
applying anything, and prints in sentences what each step would change. For a node that is in the cluster but
not ready, it says why. First it prints what concerns the whole rack, and how this rack.yaml differs from the
applied one: the plan assumes this rack.yaml, which takes effect with pictl apply. Exit code 1 when a node
could not be asked.
`,
  async run(context) {
    const files = Object.fromEntries(await rackFiles(context.directory, await readRack(context.directory)));
    const { notices, nodes, wishes } = await (await openClient(context)).planFor({ files });
    const before = [...(wishes ? differences(wishes) : []), ...notices];
    const say = (line: string) => context.print(wrapped(line, context.columns()).join("\n"));
    for (const line of before) say(line);
    if (before.length > 0) context.print("");
    for (const { name, changes, error, trouble, culprits = [] } of nodes) {
      if (error !== undefined) say(`${name}: could not be asked: ${error}`);
      else if (changes.length === 0) context.print(`${name}: nothing would change`);
      else context.print(`${name}:`);
      for (const { step, sentence } of changes) say(`  ${step}: ${sentence}`);
      if (trouble) for (const line of [`  not ready: ${trouble}`, ...culpritLines(culprits)]) say(line);
    }
    if (nodes.length === 0) context.print("there are no nodes yet");
    const unasked = nodes.flatMap(({ name, error }) => (error === undefined ? [] : [name]));
    if (unasked.length === 0) return 0;
    const whose = unasked.join(", ");
    throw new AppError("refused", `${whose} could not be asked, for the reason above: see pictl status`);
  },
};

function differences({ changes, refused }: NonNullable<PlanReport["wishes"]>): readonly string[] {
  if (changes.length === 0) return [];
  const what = `rack.yaml here differs from the applied one: ${changes.map(changeLine).join("; ")}`;
  if (refused.length === 0) return [`${what}; apply it with pictl apply`];
  return [`${what}; pictl apply would be refused:`, ...refused.map((sentence) => `  ${sentence}`)];
}
