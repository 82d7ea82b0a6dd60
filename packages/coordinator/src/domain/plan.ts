/** The rack's plan: what to do now, and on which node, given what is known of all nodes. Pure; remembers nothing. */
import type { OperationKind } from "@rackberry/protocol";
import { type Away, away } from "./away.ts";
import {
  type Action,
  type ClusterView,
  isWork,
  type NodeView,
  nextAction,
  operationOf,
  stateDuring,
} from "./next-action.ts";
import type { NodeRecord, NodeState } from "./node.ts";
import type { KnownAgent, KnownNode, RackView } from "./rack.ts";
import { type RackTask, rackTasks, turnIn } from "./rack-tasks.ts";
import { refreshAt } from "./refresh-pace.ts";
import { tooOld } from "./too-old.ts";
import { clusterViews, nodeView } from "./views.ts";

/** What to do with a node, or why nothing is done. */
export type Todo =
  | Action
  | Away
  | { readonly kind: "ask-facts" }
  /** Settings were stored for an init that made no cluster: rack.yaml may change them again. */
  | { readonly kind: "forget-settings" }
  /** It failed a moment ago. */
  | { readonly kind: "await-retry" }
  /** Its agent does not support that operation yet; after pictl upgrade, the new agent connects afresh. */
  | { readonly kind: "await-upgrade"; readonly operation: OperationKind }
  /** Names that arrive together are written together. */
  | { readonly kind: "await-names" }
  /** Only one control plane is disturbed at a time; `name` is the one whose turn it is. */
  | { readonly kind: "await-control-plane"; readonly name: string };

export interface NodeTask {
  readonly target: { readonly agent: string };
  readonly todo: Todo;
  /** What is shown to a person meanwhile; undefined leaves it unchanged. */
  readonly state: NodeState | undefined;
  /** Milliseconds after which the plan may change although nothing has happened. */
  readonly again: number;
}

/** At most one task is under way on each target: an agent, or something that all share. */
export type Task = NodeTask | RackTask;

/** Nothing changes by itself. */
const NEVER = 3_600_000;
/** Milliseconds between checks whether other nodes take too long, which nothing else notices. */
const LOOK_AT_OTHERS = 60_000;

/** A node that already has something under way gets no task. */
export function planRack(rack: RackView): readonly Task[] {
  const rules = rulesOf(rack);
  let disturbed = rack.nodes.find(({ record, agent }) => record.role === "control-plane" && agent?.busy)?.record.name;
  const tasks: Task[] = [];
  for (const node of rack.nodes) {
    const { record, agent } = node;
    const target = { agent: record.name };
    if (!agent) {
      tasks.push({ target, ...away(node) });
    } else if (!agent.busy) {
      const task = nodeTask(node, agent, rack, rules.next(node, agent));
      const isDisturbing = record.role === "control-plane" && agent.inCluster && isIn(DISTURBING, task.todo.kind);
      tasks.push({
        target,
        ...(isDisturbing && disturbed ? { ...task, todo: heldBack(disturbed), again: NEVER } : task),
      });
      if (isDisturbing) disturbed ??= record.name;
    }
  }
  return [...tasks, ...rackTasks(rack, rules.turn)];
}

/** Work on a control plane that may stop its API server or its etcd member. */
const DISTURBING = ["prepare", "upgrade", "init"] as const;

const isIn = <K extends string>(kinds: readonly K[], kind: string): kind is K => kinds.some((one) => one === kind);
const heldBack = (name: string): Todo => ({ kind: "await-control-plane", name });

type Next = { readonly action: Action; readonly view: NodeView; readonly cluster: ClusterView };

/** The rules for one node, given the whole rack; `prepared` assumes that its spec is applied and its agent upgraded. */
export function rulesOf(rack: RackView) {
  const turn = turnIn(rack);
  const clusterOf = clusterViews(rack);
  const next = (node: KnownNode, agent: KnownAgent, { prepared = false } = {}): Next => {
    const seen = nodeView(node, agent, rack, turn === node.record.name);
    const view: NodeView = prepared ? { ...seen, applied: "current", upgradeDue: false } : seen;
    const cluster = clusterOf(node, agent);
    return { action: nextAction(view, cluster), view, cluster };
  };
  return { turn, next };
}

function nodeTask(
  { record, lacks }: KnownNode,
  agent: KnownAgent,
  rack: RackView,
  { action, view }: Next,
): Omit<NodeTask, "target"> {
  if (agent.isStale) return { todo: { kind: "ask-facts" }, state: undefined, again: NEVER };
  if (hasUnusedSettings(record, agent, rack))
    return { todo: { kind: "forget-settings" }, state: undefined, again: NEVER };
  const pause = record.phase === "failed" ? (record.nextTry ?? 0) - rack.now : 0;
  if (pause > 0) return { todo: { kind: "await-retry" }, state: undefined, again: pause };
  const state = stateDuring(action, view);
  const operation = isWork(action.kind) ? operationOf(action.kind) : undefined;
  if (operation && lacks.has(operation)) {
    const tooOldNow: NodeState = { phase: "failed", cause: tooOld("its", operation) };
    // A node in the cluster keeps its state.
    return { todo: { kind: "await-upgrade", operation }, state: view.inCluster ? state : tooOldNow, again: NEVER };
  }
  const early = action.kind === "refresh" ? untilRefresh(agent, view, rack) : 0;
  if (early > 0) return { todo: { kind: "await-names" }, state, again: early };
  return { todo: action, state, again: isWork(action.kind) ? NEVER : idleFor(action, view, rack) };
}

/** The control plane reports that it has no cluster, and no operation is making one. */
const hasUnusedSettings = ({ role, operation }: NodeRecord, agent: KnownAgent, rack: RackView): boolean =>
  role === "control-plane" && !agent.inCluster && !operation && !rack.cluster && rack.hasSettings;

function untilRefresh(
  { lacksSince, told }: KnownAgent,
  view: NodeView,
  { monotonic, cluster, nodes }: RackView,
): number {
  const joins = view.applied === "base" && !view.inCluster && cluster !== undefined;
  return refreshAt({ since: lacksSince ?? monotonic, told, nodes: nodes.length, joins }) - monotonic;
}

function idleFor(action: Action, { role }: NodeView, { now, mirror }: RackView): number {
  if (action.kind === "await-join" || action.kind === "await-head-start") return Math.max(action.until - now, 0);
  if (action.kind === "await-others") return LOOK_AT_OTHERS;
  const pause = (mirror?.record.nextTry ?? 0) - now;
  return role === "control-plane" && pause > 0 ? Math.min(pause, NEVER) : NEVER;
}
