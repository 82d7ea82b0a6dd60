import { AppError } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { nodeArgument } from "../node-argument.ts";
import type { Verb } from "../verb.ts";

export const reset: Verb = {
  name: "reset",
  usage: "NODE [--yes]",
  summary: "remove Kubernetes from a node and set it up again",
  options: { yes: { type: "boolean", short: "y" } },
  takes: [1, 1],
  help: `
Runs kubeadm reset on the node and removes what kubeadm leaves behind; its pods and their local data are
lost. The node stays in the rack and is set up again from the beginning. Resetting the control plane
ends the cluster: all nodes are reset with it, and a new cluster is made.

Options
  -y, --yes   do not ask for confirmation; required without a terminal
`,
  async run(context, [given = ""], { yes }) {
    const node = nodeArgument(given);
    if (!yes) await confirm(node, context.ask);
    await (await openClient(context)).reset({ node });
    context.print(`${node} was reset and is being set up again: pictl status --watch shows the progress`);
    return 0;
  },
};

async function confirm(node: string, ask: ((question: string) => Promise<string>) | undefined): Promise<void> {
  if (!ask) throw new AppError("refused", `reset destroys what runs on ${node}: confirm with --yes`);
  const answer = await ask(`This destroys what runs on ${node}. Type its name to continue: `);
  if (answer.trim() !== node) throw new AppError("refused", "nothing was done");
}
