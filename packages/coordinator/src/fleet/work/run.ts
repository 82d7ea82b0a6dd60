/** The one place where work starts: plans for the whole rack after every change, and starts the tasks. */

import type { OperationKind } from "@rackberry/protocol";
import { isWork } from "../../domain/next-action.ts";
import type { NodeRecord } from "../../domain/node.ts";
import type { NodeTask, Task } from "../../domain/plan.ts";
import { planRack } from "../../domain/plan.ts";
import type { RackView } from "../../domain/rack.ts";
import { turnIn } from "../../domain/rack-tasks.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Clustered } from "../cluster/clustered.ts";
import { deleteTokens } from "../cluster/join-tokens.ts";
import type { Connected, Session } from "../nodes/connected.ts";
import { refreshFacts } from "../nodes/refresh-facts.ts";
import { setState } from "../nodes/set-state.ts";
import { act } from "./act.ts";
import { followServices, standing } from "./follow-services.ts";
import { rackView } from "./known.ts";
import { askVersion } from "./resolve-version.ts";
import { endTurn, type Rollouts } from "./rollout.ts";
import type { Working } from "./working.ts";

/** Milliseconds of rest per node after each plan: every change to one node causes a plan of all of them. */
const REST = 1;
const NEVER = 3_600_000;

/**
 * Never runs two tasks on one target. Runs until the signal aborts; the next start finds what was running then.
 * Rejects when something fails that is not an agent's fault.
 */
export async function runPlan(site: Working, signal: AbortSignal): Promise<void> {
  const { changed, clock, store } = site;
  const running = new Map<string, Promise<void>>();
  const failed = new AbortController();
  const life = AbortSignal.any([signal, failed.signal]);
  const start = (key: string, work: Promise<void>) => {
    const over = () => {
      running.delete(key);
      changed.notify();
    };
    running.set(key, work.catch((cause) => failed.abort(cause)).finally(over));
  };
  try {
    while (!life.aborted) {
      const heard = changed.count;
      for (const record of store.nodes()) if (!running.has(record.name)) lookAtServices(site, record);
      const view = rackView(site);
      noteTurn(site, view);
      const tasks = planRack(view);
      for (const task of tasks) {
        const key = keyOf(task);
        const work = running.has(key) ? undefined : begin(site, task, life);
        if (work) start(key, work);
      }
      await clock.sleep(store.nodes().length * REST, life);
      await changed.after(heard, Math.min(NEVER, ...tasks.map(({ again }) => again)), life);
    }
  } finally {
    await Promise.all(running.values());
  }
}

/** No node's name has a slash. */
const keyOf = ({ target }: Task): string => (typeof target === "object" ? target.agent : `/${target}`);

function lookAtServices(site: Site & Wanted & Clustered & Connected, record: NodeRecord): void {
  const session = site.sessions.get(record.name);
  if (session?.open && session.facts)
    followServices(site, session, standing(site, record, session.facts), session.open.signal);
}

/** When the turn began is kept in memory only: after a restart the turn begins again. */
function noteTurn(site: Pick<Site, "changed"> & Pick<Rollouts, "turn">, { rollout, turn, monotonic }: RackView): void {
  const name = turnIn({ rollout });
  const id = rollout?.offer.rollout.id;
  if (turn?.name === name && (name === undefined || turn?.id === id)) return;
  site.turn = name === undefined || id === undefined ? undefined : { id, name, since: monotonic };
  // Nothing else notifies that a node was passed over.
  site.changed.notify();
}

/** Undefined when the task is done at once, or only has to wait. */
function begin(site: Working, task: Task, signal: AbortSignal): Promise<void> | undefined {
  switch (task.target) {
    case "cluster":
      return task.todo.kind === "delete-tokens" ? deleteTokens(site, task.todo.tokens, signal) : undefined;
    case "repository":
      return task.todo.kind === "ask-version" ? askVersion(site, task.todo.of, signal) : undefined;
    case "rollout":
      if (task.todo.kind === "end-turn") endTurn(site, task.todo.of, task.todo.version);
      return undefined;
    default:
      return beginOn(site, task);
  }
}

function beginOn(site: Working, { target, todo, state }: NodeTask): Promise<void> | undefined {
  if (todo.kind === "lost") lose(site, target.agent);
  if (todo.kind === "forget-settings") forgetSettings(site);
  const session = site.sessions.get(target.agent);
  if (session && todo.kind === "await-upgrade") tellOld(site, session, todo.operation);
  const open = session?.open;
  if (!session || !open) return undefined;
  try {
    if (state) setState(site, session, state);
    session.lacksSince = todo.kind === "await-names" ? (session.lacksSince ?? site.clock.monotonic()) : undefined;
    if (todo.kind === "ask-facts") return refreshFacts(site, session).then(() => {}, open.broken);
    return isWork(todo.kind) ? act(site, session, todo.kind, open.signal).catch(open.broken) : undefined;
  } catch (cause) {
    // A failing session must not hold up the other nodes.
    open.broken(cause);
  }
  return undefined;
}

function lose({ store, clock, log, changed }: Site, name: string): void {
  const { phase, address } = recordOf({ store }, name);
  store.setState(name, { phase: "lost" }, clock.now());
  log.warn(`${name}: ${phase} → lost`, { address });
  changed.notify();
}

/** For the status, which reports what the agent is too old for. */
function tellOld({ changed }: Pick<Site, "changed">, { connection }: Session, operation: OperationKind): void {
  if (connection.lacking.has(operation)) return;
  connection.lacking.add(operation);
  changed.notify();
}

function forgetSettings({ store, changed }: Pick<Site, "store" | "changed">): void {
  store.setInitSettings(undefined);
  changed.notify();
}
