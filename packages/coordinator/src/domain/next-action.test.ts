import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClusterView, type NodeView, nextAction, stateDuring } from "./next-action.ts";

const worker: NodeView = {
  name: "node1",
  role: "worker",
  applied: "current",
  inCluster: false,
  foreignCluster: false,
  kubernetes: undefined,
  wasJoined: false,
  done: new Set(),
  hasToken: false,
  nextJoin: undefined,
  complete: true,
  services: undefined,
  resetRequested: false,
  upgradeDue: false,
};
const master: NodeView = { ...worker, role: "control-plane" };
const none: ClusterView = {
  initialised: false,
  masterAwaited: "",
  houseClash: "",
  noRoom: "",
  otherControlPlane: "",
  granted: false,
  converged: false,
  mirrorDue: false,
  mirrorAwaited: false,
  headStart: undefined,
  othersOnTheirWay: false,
  versionAwaited: "",
};
/** Init has ended, and the coordinator has no access yet. */
const made: ClusterView = { ...none, initialised: true };
const up: ClusterView = { ...made, granted: true, converged: true };
const mirroring: ClusterView = { ...up, mirrorDue: true, mirrorAwaited: true };
const unknown: ClusterView = { ...none, versionAwaited: "waits until it is known" };
const ready = { ready: true, reason: "" };
const works = { works: true, sentence: "" };
const fails = { works: false, sentence: "the cluster DNS 10.96.0.10 does not answer" };
const notReady = { ready: false, reason: "cni plugin not initialized" };

const TABLE: readonly [story: string, node: NodeView, cluster: ClusterView, action: string, phase: string][] = [
  ["a new node is prepared", { ...worker, applied: "none" }, none, "prepare", "preparing"],
  [
    "nobody is prepared before the version is known",
    { ...master, applied: "none" },
    unknown,
    "await-version",
    "adopted",
  ],
  [
    "a node of the cluster stays one while another version is looked for",
    { ...worker, applied: "none", inCluster: true },
    { ...unknown, initialised: true },
    "await-version",
    "joining",
  ],
  [
    "a reset needs no version",
    { ...master, applied: "none", inCluster: true, resetRequested: true },
    unknown,
    "reset",
    "preparing",
  ],
  [
    "a new agent neither, since it may be what can find out",
    { ...worker, applied: "none", upgradeDue: true },
    unknown,
    "upgrade",
    "preparing",
  ],
  ["a worker is prepared while there is no cluster", { ...worker, applied: "none" }, up, "prepare", "preparing"],
  [
    "while the control plane has its head start, it does what needs no download",
    { ...worker, applied: "none" },
    { ...none, headStart: 9 },
    "groundwork",
    "adopted",
  ],
  [
    "and then waits",
    { ...worker, applied: "none", done: new Set(["apply"] as const) },
    { ...none, headStart: 9 },
    "await-head-start",
    "adopted",
  ],
  ["which does not", { ...master, applied: "none" }, { ...none, headStart: 9 }, "prepare", "preparing"],
  ["the control plane's name comes before the join", { ...worker, applied: "base" }, up, "refresh", "prepared"],
  ["the other nodes' names do not", { ...worker, applied: "control-plane" }, up, "join", "joining"],
  ["they come while it waits", { ...worker, applied: "control-plane", nextJoin: 9 }, up, "refresh", "prepared"],
  ["and once it is in the cluster", { ...worker, applied: "control-plane", inCluster: true }, up, "refresh", "joining"],
  ["a prepared worker waits for the control plane", worker, none, "wait", "prepared"],
  ["a prepared worker joins a cluster", worker, up, "join", "joining"],
  ["the control plane makes the cluster", master, none, "init", "initialising"],
  ["one node more than has room", { ...worker, applied: "none" }, { ...up, noRoom: "no room" }, "stop", "failed"],
  [
    "who is in has room",
    { ...worker, applied: "none", inCluster: true },
    { ...up, noRoom: "no" },
    "prepare",
    "joining",
  ],
  ["not with ranges that the house has", master, { ...none, houseClash: "both have 10.96.0.0" }, "stop", "failed"],
  ["nor a second cluster beside the one there is", master, { ...up, otherControlPlane: "master1" }, "stop", "failed"],
  [
    "but one that is made stays what it is",
    { ...master, inCluster: true, kubernetes: ready, services: works },
    { ...up, houseClash: "both have 10.96.0.0" },
    "nothing",
    "ready",
  ],
  ["and does not wait for the others' names", { ...master, applied: "base" }, none, "init", "initialising"],
  [
    "a control plane whose cluster was forgotten is asked again which one it has",
    { ...master, inCluster: true },
    none,
    "init",
    "initialising",
  ],
  ["it gives the coordinator its access next", { ...master, inCluster: true }, made, "grant", "initialising"],
  ["a worker with a token of init's does not wait for that", { ...worker, hasToken: true }, made, "join", "joining"],
  ["one without waits", worker, made, "wait", "prepared"],
  ["and names come first here, too", { ...worker, hasToken: true, applied: "base" }, made, "refresh", "prepared"],
  [
    "a ready node gets what could wait until then",
    { ...worker, inCluster: true, complete: false, kubernetes: ready, services: works },
    up,
    "complete",
    "ready",
  ],
  [
    "and not while others are on their way into the cluster",
    { ...worker, inCluster: true, complete: false, kubernetes: ready, services: works },
    { ...up, othersOnTheirWay: true },
    "await-others",
    "ready",
  ],
  [
    "nor while its services cannot be used",
    { ...worker, inCluster: true, complete: false, kubernetes: ready, services: fails },
    up,
    "verify",
    "joining",
  ],
  ["a new card's control plane makes a new cluster", master, up, "init", "initialising"],
  ["a joined worker is watched until it is Ready", { ...worker, inCluster: true }, up, "verify", "joining"],
  ["a control plane is watched until it is Ready", { ...master, inCluster: true }, up, "verify", "initialising"],
  [
    "a control plane fills the mirror",
    { ...master, inCluster: true, kubernetes: ready, services: works },
    mirroring,
    "mirror",
    "ready",
  ],
  ["and makes the cluster first", master, { ...mirroring, initialised: false }, "init", "initialising"],
  ["a new worker waits for the mirror", { ...worker, applied: "none" }, mirroring, "await-mirror", "adopted"],
  [
    "a worker that is in the cluster does not",
    { ...worker, applied: "none", inCluster: true, kubernetes: ready, services: works },
    mirroring,
    "prepare",
    "ready",
  ],
  ["nor one that is prepared already", worker, mirroring, "join", "joining"],
  [
    "a Ready node needs nothing",
    { ...worker, inCluster: true, kubernetes: ready, services: works },
    up,
    "nothing",
    "ready",
  ],
  [
    "a Ready node is not ready before its agent has looked at the services",
    { ...worker, inCluster: true, kubernetes: ready },
    up,
    "verify",
    "joining",
  ],
  [
    "a Ready node from which the services cannot be used is not ready",
    { ...worker, inCluster: true, kubernetes: ready, services: fails },
    up,
    "verify",
    "joining",
  ],
  [
    "neither is such a control plane",
    { ...master, inCluster: true, kubernetes: ready, services: fails },
    up,
    "verify",
    "initialising",
  ],
  [
    "services that could be used make no ready node of one that Kubernetes gave up",
    { ...worker, inCluster: true, kubernetes: notReady, services: works },
    up,
    "verify",
    "joining",
  ],
  [
    "nor does a look over hide that they cannot",
    { ...worker, applied: "none", inCluster: true, kubernetes: ready, services: fails },
    up,
    "prepare",
    "joining",
  ],
  [
    "a node that is no longer Ready is watched",
    { ...worker, inCluster: true, kubernetes: notReady },
    up,
    "verify",
    "joining",
  ],
  [
    "a Ready node stays so while its names are renewed",
    { ...worker, inCluster: true, applied: "base", kubernetes: ready, services: works },
    up,
    "refresh",
    "ready",
  ],
  [
    "a Ready node stays so while it is looked over",
    { ...worker, inCluster: true, applied: "none", kubernetes: ready, services: works },
    up,
    "prepare",
    "ready",
  ],
  [
    "a worker of another cluster is left as it is until a person says otherwise",
    { ...worker, applied: "none", inCluster: true, foreignCluster: true, kubernetes: ready, services: works },
    up,
    "stop",
    "failed",
  ],
  [
    "then it is reset",
    { ...worker, inCluster: true, foreignCluster: true, resetRequested: true },
    up,
    "reset",
    "preparing",
  ],
  ["and joins", { ...worker, foreignCluster: true }, up, "join", "joining"],
  [
    "what Kubernetes has Ready gets no token, whatever its agent says",
    { ...worker, wasJoined: true, hasToken: true, kubernetes: ready },
    up,
    "await-departure",
    "prepared",
  ],
  [
    "what a join left that lost its power is taken off the host",
    { ...worker, kubernetes: ready },
    up,
    "reset",
    "preparing",
  ],
  [
    "and waits until Kubernetes has noticed",
    { ...worker, done: new Set(["reset"] as const), kubernetes: ready },
    up,
    "await-departure",
    "prepared",
  ],
  ["what has fallen silent may join again", { ...worker, kubernetes: notReady }, up, "join", "joining"],
  [
    "who was given a token and did not come waits for the next",
    { ...worker, hasToken: true, nextJoin: 9_000 },
    up,
    "await-join",
    "failed",
  ],
  [
    "what an earlier version put into the cluster is brought to what this one would put there",
    { ...master, inCluster: true, kubernetes: ready, services: works },
    { ...up, converged: false },
    "grant",
    "ready",
  ],
  [
    "and before what could wait until the node is Ready",
    { ...master, inCluster: true, kubernetes: ready, services: works, complete: false },
    { ...up, converged: false },
    "grant",
    "ready",
  ],
  [
    "also when the control plane is not Ready, since that may be why",
    { ...master, inCluster: true, kubernetes: notReady },
    { ...up, converged: false },
    "grant",
    "initialising",
  ],
  [
    "when nothing differs nothing is granted again",
    { ...master, inCluster: true, kubernetes: ready, services: works },
    up,
    "nothing",
    "ready",
  ],
  [
    "workers have nothing to do with it",
    { ...worker, inCluster: true, kubernetes: ready, services: works },
    { ...up, converged: false },
    "nothing",
    "ready",
  ],
  [
    "what differs comes before the mirror, which takes longer",
    { ...master, inCluster: true },
    { ...mirroring, converged: false },
    "grant",
    "initialising",
  ],
  ["nor does a join wait for it", worker, { ...up, converged: false }, "join", "joining"],
  [
    "a new agent comes before what it may mend",
    { ...worker, applied: "none", upgradeDue: true },
    up,
    "upgrade",
    "preparing",
  ],
  [
    "a Ready node stays so while its agent is upgraded",
    { ...master, inCluster: true, kubernetes: ready, services: works, upgradeDue: true },
    up,
    "upgrade",
    "ready",
  ],
  [
    "a person's reset comes first",
    { ...worker, inCluster: true, kubernetes: ready, services: works, resetRequested: true, upgradeDue: true },
    up,
    "reset",
    "preparing",
  ],
];

for (const [story, node, cluster, action, phase] of TABLE) {
  test(story, () => {
    const next = nextAction(node, cluster);
    assert.equal(next.kind, action);
    assert.equal(stateDuring(next, node).phase, phase);
  });
}

test("a node that waits for the version says why it is not known", () => {
  const node = { ...worker, applied: "none" } as const;
  assert.deepEqual(stateDuring(nextAction(node, unknown), node), {
    phase: "adopted",
    detail: "waits until it is known",
  });
});

test("a node that is not Ready says why, in the kubelet's words", () => {
  const node = { ...worker, inCluster: true, kubernetes: notReady };
  const state = stateDuring(nextAction(node, up), node);
  assert.ok("detail" in state && state.detail?.endsWith("cni plugin not initialized"));
});

test("a Ready node that is not ready says what does not work, or that it is being looked at", () => {
  const detailOf = (services: NodeView["services"]) => {
    const node = { ...worker, inCluster: true, kubernetes: ready, services };
    const state = stateDuring(nextAction(node, up), node);
    return "detail" in state ? state.detail : "";
  };
  assert.equal(detailOf(fails), "in the cluster and Ready, but the cluster DNS 10.96.0.10 does not answer");
  assert.equal(detailOf(undefined), "in the cluster and Ready; its agent is checking the cluster's services");
});

test("a node whose kubelet has fallen silent says what its agent sees, too", () => {
  const kubernetes = { ready: false, reason: "Kubelet stopped posting node status." };
  const services = { works: false, sentence: "short packets arrive and full ones do not" };
  const node: NodeView = { ...worker, inCluster: true, kubernetes, services };
  const { detail } = stateDuring({ kind: "verify" }, node) as { detail?: string };
  assert.equal(
    detail,
    "in the cluster, not Ready: Kubelet stopped posting node status; short packets arrive and full ones do not",
  );
});

test("a node that is stopped, or not let in again, says why and what to do", () => {
  const sentence = (node: NodeView) => {
    const state = stateDuring(nextAction(node, up), node);
    assert.equal("nextTry" in state, false);
    return "cause" in state ? state.cause : "detail" in state ? state.detail : "";
  };
  assert.match(
    sentence({ ...worker, inCluster: true, foreignCluster: true }) ?? "",
    /a different cluster.*: pictl reset node1$/,
  );
  assert.match(
    sentence({ ...worker, wasJoined: true, kubernetes: ready }) ?? "",
    /Kubernetes calls it Ready.*: pictl reset node1$/,
  );
});

test("who waits for a control plane that never came says for which Pi", () => {
  const cluster = { ...none, masterAwaited: "the control plane is the Pi with serial number 7" };
  assert.deepEqual(stateDuring(nextAction(worker, cluster), worker), {
    phase: "prepared",
    detail: "prepared; the control plane is the Pi with serial number 7",
  });
});
