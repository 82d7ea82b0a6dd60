import type { RackStatus } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { watchStatus } from "../coordinator/watch.ts";
import { duration } from "../duration.ts";
import { bringAccess, mergeInto, ownKubeconfig } from "../kubeconfig/own-kubeconfig.ts";
import { plain } from "../plain.ts";
import { isMaster, type MadeCard, readCards } from "../rack/card-list.ts";
import { readRack } from "../rack/rack-directory.ts";
import { clockTime, screenOf } from "../screen.ts";
import { cardName, cardSentence, cardStates, isUp, upView } from "../up-view.ts";
import { type Context, text, type Verb } from "../verb.ts";
import { age, changesOf, viewOf } from "../view.ts";
import { absence } from "./up-absence.ts";

const DEFAULT_TIMEOUT = "60m";

export const up: Verb = {
  name: "up",
  usage: "[--timeout TIME] [--no-kubeconfig]",
  summary: "wait until the Pi of every card is ready, and show how far each has come",
  options: { timeout: { type: "string" }, "no-kubeconfig": { type: "boolean" } },
  interrupted: "the rack carries on by itself, and pictl up shows it again",
  takes: [0, 0],
  onlyAnswers: () => true,
  help: `
Finds the rack's coordinator, then shows the Pi of each card that was made (cards.json), including those that
have not been seen yet, until all of them are ready; then adds the cluster to your kubeconfig, as
pictl kubeconfig does. It only watches the rack: you can press Ctrl-C, and the rack carries on. Exit code 0
when all are ready; 1 when TIME is up, with the reason for each Pi that is not.

Options
  --timeout TIME    how long to wait: 90s, 20m, 1h (default: ${DEFAULT_TIMEOUT})
  --no-kubeconfig   leave kubectl's configuration as it is

Examples
  pictl up
  pictl up --timeout 20m && kubectl get nodes
`,
  async run(context, _, values) {
    const { directory, note, now, signal } = context;
    const patience = duration(text(values, "timeout") ?? DEFAULT_TIMEOUT, "--timeout");
    const { config } = await readRack(directory);
    const cards = await readCards(directory);
    if (cards.length === 0) {
      throw new AppError(
        "refused",
        `no card of ${config.name} has been made yet: make one with pictl card (see also pictl status)`,
      );
    }
    note(plain(`looking for the master of ${config.name} …`));
    note("Allow about a quarter of an hour from plugging in; you can press Ctrl-C, and the rack carries on");
    const { show, beginAnew } = changing(context, cards);
    const told = (line: string) => {
      note(line);
      beginAnew();
    };
    const absent = absence({ ...context, note: told }, cards.find(isMaster));
    const over = AbortSignal.timeout(patience);
    let last: RackStatus | undefined;
    // Its own notes on the search are dropped: `absent` prints them.
    const watching = { ...context, note: () => {}, signal: AbortSignal.any([signal, over]) };
    for await (const state of watchStatus(watching, absent.again)) {
      absent.over();
      last = state;
      show(state);
      if (!cardStates(cards, state.nodes).every(isUp)) continue;
      context.print(["", ...viewOf(state, { now: now(), width: context.columns() }), ""].join("\n"));
      note(values["no-kubeconfig"] === true ? "next: pictl kubeconfig" : await forKubectl(context));
      return 0;
    }
    const { reason } = absent;
    absent.over();
    signal.throwIfAborted();
    throw new AppError("timeout", notReady(cards, last, { waited: age(patience), absent: reason, now: now() }));
  },
};

/** The next command. A kubeconfig that cannot be merged into does not make the rack unready. */
async function forKubectl(context: Context): Promise<string> {
  try {
    const kubectl = await mergeInto(context, await bringAccess(context), { path: ownKubeconfig(context) });
    return `next: ${kubectl} get nodes`;
  } catch (cause) {
    context.signal.throwIfAborted();
    return `your kubectl does not have the cluster yet: ${AppError.from(cause).message}\nnext: pictl kubeconfig`;
  }
}

interface Changing {
  readonly show: (state: RackStatus) => void;
  readonly beginAnew: () => void;
}

/** On a terminal, each state replaces the last; elsewhere, only changes are printed. */
function changing({ print, now, terminal, columns }: Context, cards: readonly MadeCard[]): Changing {
  const screen = screenOf(print);
  let before: RackStatus | undefined;
  const show = (state: RackStatus) => {
    if (terminal) screen.show(upView(cards, state, { now: now(), width: columns() }));
    else {
      const unseen = before ? [] : cardStates(cards, state.nodes).filter(({ node }) => !node);
      const lines = unseen.map((one) => `${cardName(one)}: ${cardSentence(one, now())}`);
      for (const line of [...changesOf(before, state), ...lines]) print(plain(`${clockTime(now())} ${line}`));
    }
    before = state;
  };
  return { show, beginAnew: screen.beginAnew };
}

interface End {
  readonly waited: string;
  /** Why the coordinator was absent at the end, if it was. */
  readonly absent: string | undefined;
  readonly now: number;
}

/** The error message, with the reasons in full. Pure. */
function notReady(cards: readonly MadeCard[], status: RackStatus | undefined, { waited, absent, now }: End): string {
  const states = cardStates(cards, status?.nodes ?? []);
  const late = states.filter((state) => !isUp(state));
  return [
    `after ${waited}, ${states.length - late.length} of ${states.length} are ready; run pictl up to keep waiting`,
    ...(absent === undefined ? [] : [`  ${absent}`]),
    ...late.map((state) => `  ${cardName(state)}: ${cardSentence(state, now)}`),
    ...(status?.strangers ?? []).map(({ serial, reason }) => `  ${serial} is not in the rack: ${reason}`),
    ...(late.some(({ node }) => !node) ? ["  if a card will not be used, remove it from cards.json"] : []),
  ].join("\n");
}
