/** The one place where work begins: plans for the whole rack after every change, and starts what is to be done. */
import type { NodeTask, Task } from "../../domain/plan.ts";
import { isWork, planRack } from "../../domain/plan.ts";
import type { RackView } from "../../domain/rack.ts";
import { turnIn } from "../../domain/rack-tasks.ts";
import { type Fleet, recordOf, type Session } from "../fleet.ts";
import { followServices, standing } from "../follow-services.ts";
import { deleteTokens } from "../join-tokens.ts";
import { rackView } from "../known.ts";
import { refreshFacts } from "../refresh-facts.ts";
import { askVersion } from "../resolve-version.ts";
import { endTurn } from "../rollout.ts";
import { setState } from "../set-state.ts";
import { act } from "./act.ts";

/** Milliseconds of rest after a look, for each node: all that happens to one node is a reason to look at all of them. */
const REST = 1;
const NEVER = 3_600_000;

/**
 * Never two tasks on one target. Runs until the signal aborts; what is under way then is found again by the next life.
 * Rejects when something fails that is no agent's fault.
 */
export async function runPlan(fleet: Fleet, signal: AbortSignal): Promise<void> {
  const { changed, clock, store } = fleet;
  const running = new Map<string, Promise<void>>();
  const failed = new AbortController();
  const life = AbortSignal.any([signal, failed.signal]);
  const start = (key: string, work: Promise<void>) => {
    const over = () => {
      running.delete(key);
      changed.ring();
    };
    running.set(key, work.catch((cause) => failed.abort(cause)).finally(over));
  };
  try {
    while (!life.aborted) {
      const heard = changed.rung;
      for (const session of fleet.sessions.values()) if (!running.has(session.name)) lookAtServices(fleet, session);
      const view = rackView(fleet);
      noteTurn(fleet, view);
      const tasks = planRack(view);
      for (const task of tasks) {
        const key = keyOf(task);
        const work = running.has(key) ? undefined : begin(fleet, task, life);
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

function lookAtServices(fleet: Fleet, session: Session): void {
  const { open, facts } = session;
  if (open && facts) followServices(fleet, session, standing(fleet, session.name, facts), open.signal);
}

/** Since when somebody has had the turn is known in this life only: another one gives it anew. */
function noteTurn(fleet: Fleet, { rollout, turn, monotonic }: RackView): void {
  const name = turnIn({ rollout });
  const id = rollout?.offer.rollout.id;
  if (turn?.name === name && (name === undefined || turn?.id === id)) return;
  fleet.turn = name === undefined || id === undefined ? undefined : { id, name, since: monotonic };
  // That somebody was passed over rings nowhere else.
  fleet.changed.ring();
}

/** Undefined when it is done at once, or waiting is all there is to do. */
function begin(fleet: Fleet, task: Task, signal: AbortSignal): Promise<void> | undefined {
  switch (task.target) {
    case "cluster":
      return task.todo.kind === "delete-tokens" ? deleteTokens(fleet, task.todo.tokens, signal) : undefined;
    case "repository":
      return task.todo.kind === "ask-version" ? askVersion(fleet, task.todo.of, signal) : undefined;
    case "rollout":
      if (task.todo.kind === "end-turn") endTurn(fleet, task.todo.of, task.todo.version);
      return undefined;
    default:
      return beginOn(fleet, task);
  }
}

function beginOn(fleet: Fleet, { target, todo, state }: NodeTask): Promise<void> | undefined {
  if (todo.kind === "lost") lose(fleet, target.agent);
  if (todo.kind === "forget-settings") forgetSettings(fleet);
  const session = fleet.sessions.get(target.agent);
  const open = session?.open;
  if (!session || !open) return undefined;
  try {
    if (state) setState(fleet, session, state);
    session.lacksSince = todo.kind === "await-names" ? (session.lacksSince ?? fleet.clock.monotonic()) : undefined;
    if (todo.kind === "ask-facts") return refreshFacts(fleet, session).then(() => {}, open.broken);
    return isWork(todo.kind) ? act(fleet, session, todo.kind, open.signal).catch(open.broken) : undefined;
  } catch (cause) {
    // One that cannot be worked with keeps nobody else waiting.
    open.broken(cause);
  }
  return undefined;
}

function lose({ store, clock, log, changed }: Fleet, name: string): void {
  const { phase, address } = recordOf({ store }, name);
  store.setState(name, { phase: "lost" }, clock.now());
  log.warn(`${name}: ${phase} → lost`, { address });
  changed.ring();
}

function forgetSettings({ store, changed }: Fleet): void {
  store.setInitSettings(undefined);
  changed.ring();
}
