import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import type { NodeRecord } from "./node.ts";
import { type NodeTask, planRack, type Task } from "./plan.ts";
import type { KnownAgent, KnownNode, RackView } from "./rack.ts";
import { type AgentView, LONGEST_TURN, type Rollout } from "./rollout.ts";

const NOW = 1_750_000_000_000;
const CA = "sha256:cc";
const minute = 60_000;

const record: NodeRecord = {
  ...{
    name: "node1",
    role: "worker",
    serial: "w1",
    model: "",
    keyHash: "k",
    cardId: "",
    endpoint: "",
    address: "10.0.0.2",
  },
  ...{ phase: "ready", detail: "", since: NOW - 120 * minute, nextTry: undefined, podSubnet: "", clusterHash: CA },
  ...{ operation: undefined, agentVersion: "1", resetRequested: false, joins: 0, joinedAt: 0 },
};
const agent: KnownAgent = {
  ...{
    applied: "current",
    complete: true,
    services: { works: true, sentence: "" },
    done: new Set(),
    inCluster: true,
    cluster: "",
  },
  ...{ isStale: false, busy: undefined, mirrored: undefined, told: 0, lacksSince: undefined },
};
const fresh: Partial<KnownAgent> = { applied: "none", complete: false, inCluster: false, services: undefined };

interface Changes extends Partial<Omit<KnownNode, "record" | "agent">> {
  readonly record?: Partial<NodeRecord>;
  readonly agent?: Partial<KnownAgent>;
}

const node = (name: string, { record: of = {}, agent: with_ = {}, ...rest }: Changes = {}): KnownNode => ({
  ...{ away: undefined, kubernetes: { ready: true, reason: "" }, networks: [], lacks: new Set(), hasToken: false },
  record: { ...record, name, serial: name, ...of },
  agent: { ...agent, ...with_ },
  ...rest,
});
const master = (name = "master1", changes: Changes = {}): KnownNode =>
  node(name, { ...changes, record: { role: "control-plane", ...changes.record } });
/** Nothing of the cluster is there yet, and the node has just been adopted. */
const early = (one: KnownNode, changes: Partial<NodeRecord> = {}): KnownNode => ({
  ...one,
  record: { ...one.record, phase: "adopted", since: NOW - minute, clusterHash: "", ...changes },
  agent: { ...agent, ...fresh },
  kubernetes: undefined,
});
const gone = (one: KnownNode, ms: number, changes: Partial<NodeRecord> = {}): KnownNode => ({
  ...one,
  record: { ...one.record, ...changes },
  ...{ away: ms, agent: undefined },
});

const rack = { config: parseRackConfig("network: direct", "rack.yaml"), packagesKey: "", sshKeys: [] };
const UP: RackView = {
  ...{ rack, ownSerial: "master1", now: NOW, monotonic: 10_000_000, nodes: [], content: "content", hasSettings: true },
  cluster: { caHash: CA, granted: true, content: "content" },
  ...{ mirror: undefined, version: "1.36.3", versionAwaited: "", versionFailure: undefined, silent: new Set<string>() },
  ...{ headStart: 0, rollout: undefined, turn: undefined, tokens: [], held: new Set<string>() },
};
const NONE: RackView = { ...UP, cluster: undefined, hasSettings: false };
const UNKNOWN: RackView = { ...NONE, version: undefined, versionAwaited: "waits until it is known" };

const rollout = (haltedAt = ""): Rollout => ({
  ...{ id: "upgrade-1", version: "2", startedAt: NOW, haltedAt, reason: "", setBack: [] },
});
const rolls = (view: RackView, agents: readonly Partial<AgentView>[], halted = ""): RackView => ({
  ...view,
  rollout: {
    offer: { rollout: rollout(halted), packages: [packaged], awaits: "" },
    agents: agents.map((one) => ({
      ...{ name: "", role: "worker", version: "1", architecture: "arm64", connected: true },
      ...{ upgrading: false, occupied: false, progress: "" },
      ...one,
    })),
  },
});
const packaged = {
  manifest: { version: "2", architecture: "arm64", size: 1, sha256: "", allowDowngrade: false },
  signature: Buffer.alloc(0),
} as const;

const told = ({ target, todo }: Task): string => `${typeof target === "object" ? target.agent : target} ${todo.kind}`;
const planned = (view: RackView, nodes: readonly KnownNode[]): readonly string[] =>
  planRack({ ...view, nodes }).map(told);

const token = { id: "abcdef", node: "node1", at: NOW - minute, request: "", issuedAt: undefined };
const busy = { busy: { kind: "apply" } } as const;

const STORIES: readonly [story: string, view: RackView, nodes: readonly KnownNode[], tasks: readonly string[]][] = [
  ["a rack without nodes has nothing to do", NONE, [], []],
  ["where all is well nobody does anything", UP, [master(), node("node1")], ["master1 nothing", "node1 nothing"]],
  [
    "nodes that have just come are prepared side by side",
    NONE,
    [early(master(), { phase: "preparing", since: NOW - minute }), early(node("node1"))],
    ["master1 prepare", "node1 prepare"],
  ],
  [
    "the control plane goes first",
    { ...NONE, headStart: 15_000 },
    [early(master(), { since: NOW }), early(node("node1"), { since: NOW })],
    ["master1 prepare", "node1 groundwork"],
  ],
  [
    "also when it has not come yet, for as long",
    { ...NONE, headStart: 15_000 },
    [early(node("node1"), { since: NOW - 20_000 })],
    ["node1 prepare"],
  ],
  [
    "whoever is at something has no task, and the others go on",
    NONE,
    [{ ...early(master()), agent: { ...agent, ...fresh, ...busy } }, early(node("node1"))],
    ["node1 prepare"],
  ],
  [
    "one agent is asked for the version, the control plane's before all, and all wait",
    UNKNOWN,
    [early(node("node1")), early(master())],
    ["node1 await-version", "master1 await-version", "repository ask-version"],
  ],
  [
    "the last who could not say is asked again after a pause",
    { ...UNKNOWN, versionFailure: { by: "node1", nextTry: NOW + 5_000 } },
    [early(node("node1"))],
    ["node1 await-version", "repository await-version"],
  ],
  ["nobody can be asked while nobody is here", UNKNOWN, [gone(node("node1"), 1_000)], ["node1 await-agent"]],
  [
    "a node that is away for a moment is waited for",
    UP,
    [master(), gone(node("node1"), 4_000)],
    ["master1 nothing", "node1 await-agent"],
  ],
  ["then it is lost", UP, [gone(node("node1"), 5_000)], ["node1 lost"]],
  ["not while it reboots", UP, [gone(node("node1"), 299_000, { phase: "rebooting" })], ["node1 await-agent"]],
  ["and no more than once", UP, [gone(node("node1"), 6_000, { phase: "lost" })], ["node1 await-agent"]],
  ["one that is put aside stays that", UP, [gone(node("node1"), 6_000, { phase: "refused" })], ["node1 await-agent"]],
  [
    "a node that is still asked what it is at is neither lost nor told anything",
    UP,
    [{ ...node("node1"), agent: undefined }],
    ["node1 await-agent"],
  ],
  [
    "who failed a moment ago waits, whatever the others do",
    UP,
    [master(), node("node1", { record: { phase: "failed", nextTry: NOW + 1 }, agent: fresh })],
    ["master1 nothing", "node1 await-retry"],
  ],
  [
    "facts that are no longer true are asked for before anything else",
    UP,
    [node("node1", { record: { phase: "failed", nextTry: NOW + 1 }, agent: { isStale: true } })],
    ["node1 ask-facts"],
  ],
  [
    "names that arrive together are written together",
    UP,
    [node("node1", { agent: { applied: "base", lacksSince: 9_999_900 } })],
    ["node1 await-names"],
  ],
  ["and then at once", UP, [node("node1", { agent: { applied: "base", lacksSince: 9_999_800 } })], ["node1 refresh"]],
  [
    "what was written down for an init of which nothing came is forgotten",
    { ...NONE, hasSettings: true },
    [{ ...early(master()), agent: { ...agent, ...fresh, applied: "current" } }],
    ["master1 forget-settings"],
  ],
  [
    "not while it may still be under way",
    { ...NONE, hasSettings: true },
    [
      {
        ...early(master(), { operation: { id: "init-1", kind: "init" } }),
        agent: { ...agent, ...fresh, applied: "current" },
      },
    ],
    ["master1 init"],
  ],
  [
    "a second control plane makes no second cluster",
    UP,
    [master(), { ...early(master("master2")), agent: { ...agent, ...fresh, applied: "current" } }],
    ["master1 nothing", "master2 stop"],
  ],
  [
    "one control plane is disturbed at a time",
    UP,
    [
      master("master1", { agent: { applied: "none" } }),
      master("master2", { agent: { applied: "none" } }),
      node("node1"),
    ],
    ["master1 prepare", "master2 await-control-plane", "node1 nothing"],
  ],
  [
    "none while another is at something",
    UP,
    [master("master1", { agent: { applied: "none" } }), master("master2", { agent: busy })],
    ["master1 await-control-plane"],
  ],
  [
    "what does not stop its API server may be done meanwhile",
    { ...UP, content: "other" },
    [master("master1", { agent: { applied: "none" } }), master("master2")],
    ["master1 prepare", "master2 grant"],
  ],
  [
    "what a person asks for is done on all of them",
    UP,
    [master("master1", { record: { resetRequested: true } }), master("master2", { record: { resetRequested: true } })],
    ["master1 reset", "master2 reset"],
  ],
  [
    "a new agent comes to one worker first",
    rolls(UP, [{ name: "master1", role: "control-plane" }, { name: "node1" }, { name: "node2" }]),
    [master(), node("node1"), node("node2")],
    ["master1 nothing", "node1 upgrade", "node2 nothing", "rollout await-turn"],
  ],
  [
    "who holds the turn while it is away keeps it from the others",
    rolls(UP, [{ name: "node1", upgrading: true, connected: false }, { name: "node2" }]),
    [gone(node("node1"), 1_000), node("node2")],
    ["node1 await-agent", "node2 nothing", "rollout await-turn"],
  ],
  [
    "until it has had it for too long",
    {
      ...rolls(UP, [{ name: "node1", upgrading: true }]),
      turn: { id: "upgrade-1", name: "node1", since: 10_000_000 - LONGEST_TURN - 1 },
    },
    [gone(node("node1"), 1_000)],
    ["node1 await-agent", "rollout end-turn"],
  ],
  [
    "an earlier rollout's turn does not count",
    { ...rolls(UP, [{ name: "node1", upgrading: true }]), turn: { id: "upgrade-0", name: "node1", since: 0 } },
    [gone(node("node1"), 1_000)],
    ["node1 await-agent", "rollout await-turn"],
  ],
  ["after a failure nobody has the turn", rolls(UP, [{ name: "node1" }], "node2"), [node("node1")], ["node1 nothing"]],
  [
    "tokens of nodes that do not join are deleted",
    { ...UP, tokens: [token] },
    [node("node1")],
    ["node1 nothing", "cluster delete-tokens"],
  ],
  [
    "not those that are kept for them",
    { ...UP, tokens: [token], held: new Set([token.id]) },
    [node("node1")],
    ["node1 nothing", "cluster await-tokens"],
  ],
  [
    "nor while a node that is away may be using them",
    { ...UP, tokens: [token] },
    [gone(node("node1"), 1_000, { operation: { id: "join-1", kind: "join" } })],
    ["node1 await-agent", "cluster await-tokens"],
  ],
];

for (const [story, view, nodes, tasks] of STORIES) {
  test(story, () => assert.deepEqual(planned(view, nodes), tasks));
}

test("the same view gives the same plan, and no target has two tasks", () => {
  for (const [story, view, nodes] of STORIES) {
    const plan = planRack({ ...view, nodes });
    assert.deepEqual(planRack({ ...view, nodes }), plan, story);
    const targets = plan.map(({ target }) => JSON.stringify(target));
    assert.equal(new Set(targets).size, targets.length, story);
  }
});

const taskOf = (view: RackView, nodes: readonly KnownNode[]): NodeTask => {
  const [task] = planRack({ ...view, nodes });
  assert.ok(task && typeof task.target === "object");
  return task as NodeTask;
};

test("what ends by itself says when to look again", () => {
  assert.equal(taskOf(UP, [gone(node("node1"), 4_000)]).again, 1_000);
  assert.equal(taskOf(UP, [node("node1", { record: { phase: "failed", nextTry: NOW + 700 } })]).again, 700);
  assert.equal(
    taskOf({ ...NONE, headStart: 15_000 }, [
      {
        ...early(node("node1"), { since: NOW - 1_000 }),
        agent: { ...agent, ...fresh, done: new Set(["apply"] as const) },
      },
    ]).again,
    14_000,
  );
  assert.equal(taskOf(UP, [node("node1", { agent: { applied: "base", lacksSince: 9_999_900 } })]).again, 50);
});

test("a refusal and a wait say why", () => {
  const second = { ...early(master("master2")), agent: { ...agent, ...fresh, applied: "current" as const } };
  const [, stopped] = planRack({ ...UP, nodes: [master(), second] });
  assert.match(JSON.stringify(stopped), /already has its control plane, master1, and cannot have a second one yet/);
  assert.match(
    JSON.stringify(taskOf(NONE, [{ ...second, record: { ...second.record, role: "worker" } }])),
    /waits for the agent on the master/,
  );
});
