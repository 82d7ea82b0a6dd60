import type { NodeStatus, RackStatus } from "@rackberry/config";
import { openClient } from "../coordinator/open.ts";
import { watchStatus } from "../coordinator/watch.ts";
import { shortCardId } from "../labels/label-sheet.ts";
import { nodeArgument } from "../node-argument.ts";
import { clockTime, screenOf } from "../screen.ts";
import { type Context, usageError, type Verb } from "../verb.ts";
import { changesOf, viewOf } from "../view.ts";
import { viewOfNode } from "../view-node.ts";

export const status: Verb = {
  name: "status",
  usage: "[NODE] [--watch] [--json]",
  summary: "show the rack: how far each Pi has come, and what holds it up",
  options: { watch: { type: "boolean", short: "w" }, json: { type: "boolean" } },
  takes: [0, 1],
  onlyAnswers: () => true,
  help: `
Shows what concerns the whole rack; each node with its state, how long it has been in it, the version of its
agent, and what it waits for or why it failed; the progress of a rollout (pictl upgrade); and the Pis that are
not in the rack, with the reason and their fingerprint. With NODE, which is a name or the short id on a card's
label, shows that node and its hardware (processor, memory, card, network), which is read once after each
boot.

Options
  -w, --watch   keep running and show every change until Ctrl-C; waits for an unreachable coordinator.
                On a terminal the view is redrawn in place, elsewhere each change is a line
  --json        the whole status with the rack's history (timeline, steps) as one line of JSON; with --watch
                one line for every change, without the history

States
  seen, adopting, adopted, preparing, rebooting, prepared, initialising or joining
  ready         Kubernetes calls it Ready, and it reaches the API and the cluster DNS at their service
                addresses; a node that does not is shown as joining (or initialising), with the reason
  pending       waits for you: pictl adopt
  failed        with the reason and the time of the next try
  lost          was connected before and does not answer now
  refused       with the reason

Examples
  pictl status
  pictl status --watch
  pictl status node2
  pictl status --json | jq -r '.nodes[] | select(.phase != "ready").name'
`,
  async run(context, [node], { watch, json }) {
    if (node !== undefined && watch) throw usageError("--watch shows the whole rack: leave out the node");
    if (node !== undefined) return showNode(context, node, json === true);
    if (!watch) {
      const client = await openClient(context);
      const state = await client.status();
      if (json) context.print(JSON.stringify({ ...state, ...(await client.history()) }));
      else showOnce(context)(state);
      return 0;
    }
    const changes = showChanges(context);
    const note = (line: string) => {
      context.note(line);
      // Otherwise the next update would clear this line with the view.
      changes.beginAnew();
    };
    const show = json ? showJson(context) : changes.show;
    for await (const state of watchStatus({ ...context, note })) show(state);
    return 0;
  },
};

async function showNode(context: Context, given: string, json: boolean): Promise<number> {
  const named = nodeArgument(given);
  const client = await openClient(context);
  const name = SHORT_ID.test(named) ? nodeOf(named, (await client.status()).nodes) : named;
  const { node } = await client.details({ node: name });
  for (const line of json ? [JSON.stringify(node)] : viewOfNode(node, context.now())) context.print(line);
  return 0;
}

const SHORT_ID = /^[0-9a-f]{8}$/;

/** `named` may be a card's short id from a label, but a node of that name takes precedence. Pure. */
function nodeOf(named: string, nodes: readonly NodeStatus[]): string {
  if (nodes.some(({ name }) => name === named)) return named;
  return nodes.find(({ cardId }) => cardId !== undefined && shortCardId(cardId) === named)?.name ?? named;
}

type Show = (status: RackStatus) => void;

const showJson =
  ({ print }: Context): Show =>
  (state) =>
    print(JSON.stringify(state));

const showOnce =
  ({ print, now, columns }: Context): Show =>
  (state) =>
    print(viewOf(state, { now: now(), width: columns() }).join("\n"));

function showChanges({ print, now, terminal, columns }: Context): { show: Show; beginAnew: () => void } {
  let before: RackStatus | undefined;
  const screen = screenOf(print);
  const show: Show = (state) => {
    if (terminal) screen.show(viewOf(state, { now: now(), width: columns() }));
    else for (const line of changesOf(before, state)) print(`${clockTime(now())} ${line}`);
    before = state;
  };
  return { show, beginAnew: screen.beginAnew };
}
