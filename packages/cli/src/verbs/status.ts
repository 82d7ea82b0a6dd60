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
  summary: "show the rack: every Pi, how far it is, and why not further",
  options: { watch: { type: "boolean", short: "w" }, json: { type: "boolean" } },
  takes: [0, 1],
  onlyAnswers: () => true,
  help: `
Shows what concerns the whole rack; each node with its state, since when, the version of its agent, and
what it waits for or why it failed; how far a rollout of a new agent is (pictl upgrade); then the Pis that
are not in the rack, with the reason and their fingerprint. With NODE, a name or the short id on a card's
label: this node, and what it is made of (processor, memory, card, network), looked at once after each of
its boots.

Options
  -w, --watch   stay, and show every change until Ctrl-C; waits for a coordinator that is not there yet.
                On a terminal the view is redrawn in place, elsewhere each change is a line
  --json        the whole status with the rack's history (timeline, steps) as one line of JSON; with --watch
                one line for every change, without the history

States
  seen, adopting, adopted, preparing, rebooting, prepared, initialising or joining
  ready         Kubernetes calls it Ready, and the API and the cluster DNS answer from it by their service
                addresses; a node from which they do not is joining (or initialising) and says why
  pending       waits for you: pictl adopt
  failed        says why, and when it is tried again
  lost          was here and does not answer
  refused       says why

Examples
  pictl status
  pictl status --watch
  pictl status node2
  pictl status --json | jq -r '.nodes[] | select(.phase != "ready").name'
`,
  async run(context, [node], { watch, json }) {
    if (node !== undefined && watch) throw usageError("--watch shows the whole rack: leave the node out");
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
      // What stands below the view now would be cleared in its place.
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

/** A label says the short id of a card; a node that is called so comes first. Pure. */
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
