import type { RackStatus } from "@rackberry/config";
import { openClient } from "../coordinator/open.ts";
import { watchStatus } from "../coordinator/watch.ts";
import { clockTime, screenOf } from "../screen.ts";
import type { Context, Verb } from "../verb.ts";
import { changesOf, viewOf } from "../view.ts";

export const status: Verb = {
  name: "status",
  usage: "[--watch] [--json]",
  summary: "show the rack: every Pi, how far it is, and why not further",
  options: { watch: { type: "boolean", short: "w" }, json: { type: "boolean" } },
  takes: [0, 0],
  onlyAnswers: () => true,
  help: `
Shows what concerns the whole rack; each node with its state, since when, the version of its agent, and
what it waits for or why it failed; how far a rollout of a new agent is (pictl upgrade); then the Pis that
are not in the rack, with the reason and their fingerprint.

Options
  -w, --watch   stay, and show every change until Ctrl-C; waits for a coordinator that is not there yet.
                On a terminal the view is redrawn in place, elsewhere each change is a line
  --json        the whole status as one line of JSON; with --watch one line for every change

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
  pictl status --json | jq -r '.nodes[] | select(.phase != "ready").name'
`,
  async run(context, _, { watch, json }) {
    if (!watch) {
      (json ? showJson(context) : showOnce(context))(await (await openClient(context)).status());
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
