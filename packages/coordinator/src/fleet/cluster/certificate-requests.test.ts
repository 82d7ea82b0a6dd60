import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, ClusterRole, type Frame } from "@rackberry/protocol";
import { certificationRequest, kubeletRequest } from "../../kube/testing/kubelet-request.ts";
import { adoptByPerson } from "../control/adopt-by-person.ts";
import { rackControl } from "../control/rack-view.ts";
import type { SimulatedAgent } from "../testing/simulated-agent.ts";
import { type SimulatedRack, simulatedRack } from "../testing/simulated-rack.ts";

const count = (agent: SimulatedAgent, kind: string) => agent.commands.filter((frame) => frame.kind === kind).length;
const node1 = ({ fleet }: SimulatedRack) => fleet.store.nodes().find(({ name }) => name === "node1");
const tokenOf = ({ value }: Frame<"join">) =>
  /"tlsBootstrapToken": "(\w+)\./.exec(value.kubeadmConfig ?? "")?.[1] ?? "";

type Attack = (rack: SimulatedRack, token: string) => Promise<void>;

/** A rack with a master, and a worker that does this with the first join token that it is given. */
async function compromised(rack: SimulatedRack, attack: Attack): Promise<SimulatedAgent> {
  rack.plugIn("m1");
  let isOver = false;
  const worker = rack.plugIn("w1", {
    kubeadm: async (frame) => {
      if (frame.kind !== "join" || isOver) return;
      isOver = true;
      await attack(rack, tokenOf(frame as Frame<"join">));
    },
  });
  // Whatever it did, it is in no cluster.
  Object.defineProperty(worker, "role", { get: () => ClusterRole.NO_ROLE, set: () => {} });
  await rack.until(() => isOver && node1(rack)?.phase === "failed");
  return worker;
}

const decision = ({ recorder }: SimulatedRack, token: string, pem: string) => recorder.requests.ask({ token, pem });

test("a join token makes no other node's certificate: it is denied, and the token is gone", async () => {
  await using rack = await simulatedRack();
  let deleted = false;
  await compromised(rack, async ({ recorder }, token) => {
    assert.equal(await decision(rack, token, await kubeletRequest("master1")), "Denied");
    deleted = !recorder.tokens.has(token);
  });
  assert.ok(deleted);
  assert.ok(
    rack.journal.some((line) =>
      line.startsWith("node1's join token was used to ask for the certificate of system:node:master1: denied"),
    ),
  );
});

test("whatever else waits with that token is denied as well: nobody is told to approve it", async () => {
  await using rack = await simulatedRack();
  await compromised(rack, async ({ recorder }, token) => {
    const pems = await Promise.all(["master1", "node1", "node2", "node1"].map(kubeletRequest));
    const decisions = await Promise.all(pems.map((pem) => decision(rack, token, pem)));
    assert.deepEqual(decisions, ["Denied", "Denied", "Denied", "Denied"]);
    assert.equal(recorder.tokens.has(token), false);
  });
  assert.ok(!rack.journal.some((line) => line.includes("kubectl certificate approve")));
});

test("nor one that asks for more than the node's name", async () => {
  await using rack = await simulatedRack();
  await compromised(rack, async (_, token) => {
    const more = ["-addext", "subjectAltName=DNS:master1.kube.local"];
    const pem = await certificationRequest("/O=system:nodes/CN=system:node:node1", more);
    assert.equal(await decision(rack, token, pem), "Denied");
  });
});

test("nor a second one: one token, one certificate, though both are asked for at once", async () => {
  await using rack = await simulatedRack();
  await compromised(rack, async (_, token) => {
    const pems = await Promise.all([kubeletRequest("node1"), kubeletRequest("node1")]);
    const decisions = await Promise.all(pems.map((pem) => decision(rack, token, pem)));
    assert.deepEqual(decisions.sort(), ["Approved", "Denied"]);
  });
});

test("a token that the coordinator did not make is left to a person, who is told once", async () => {
  await using rack = await simulatedRack();
  await compromised(rack, async (_, token) => {
    const pem = await kubeletRequest("node1");
    for (const name of ["own-1", "own-2"]) void rack.recorder.requests.ask({ token: "zzzzzz", pem, name });
    assert.equal(await decision(rack, token, pem), "Approved");
    assert.deepEqual([rack.recorder.requests.decisions["own-1"], rack.recorder.requests.decisions["own-2"]], ["", ""]);
  });
  const told = rack.journal.filter((line) => line.includes("join token that the coordinator did not make"));
  assert.deepEqual(told.length, 1);
  assert.match(told[0] ?? "", /kubectl certificate approve own-1$/);
});

test("an agent whose joins end and that says it is in no cluster has one token, then waits, however often it comes back", async () => {
  await using rack = await simulatedRack();
  const worker = await compromised(rack, async () => {});
  const { store } = rack.fleet;
  assert.equal(node1(rack)?.joins, 1);
  // As after ten more of these.
  store.update("node1", { joins: 12, joinedAt: Date.now() });
  store.setState("node1", { phase: "failed", cause: "join", nextTry: 0 }, Date.now());
  for (let again = 0; again < 5; again++) {
    const welcomes = count(worker, "welcome");
    worker.unplug();
    await rack.until(() => count(worker, "welcome") > welcomes && rack.fleet.sessions.has("node1"));
  }
  await rack.until(() => (node1(rack)?.nextTry ?? 0) > Date.now() + 200_000 && rack.recorder.tokens.size === 0);
  assert.match(node1(rack)?.detail ?? "", /^kubeadm join ended, but the cluster has no such node$/);
  assert.equal(count(worker, "join"), 1);
  adoptByPerson(rack.fleet, "node1", undefined);
  await rack.until(() => count(worker, "join") === 2);
  assert.ok(rack.recorder.tokens.size <= 1);
});

test("what Kubernetes has Ready is given no token, whatever its agent says, until it is reset", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  const worker = rack.plugIn("w1");
  await rack.until(() => node1(rack)?.phase === "ready" && rack.recorder.tokens.size === 0);
  worker.role = ClusterRole.NO_ROLE;
  worker.unplug();
  await rack.until(() => node1(rack)?.phase === "prepared");
  assert.match(node1(rack)?.detail ?? "", /Kubernetes calls it Ready, but its agent says that it is in no cluster/);
  assert.deepEqual([count(worker, "join"), rack.recorder.tokens.size], [1, 0]);
  await rackControl(rack.fleet).reset("node1");
  await rack.until(() => node1(rack)?.phase === "ready");
  assert.equal(count(worker, "join"), 2);
});

test("a join that lost its power has left a kubelet that is Ready: it goes, and joins when Kubernetes has noticed", async () => {
  await using rack = await simulatedRack();
  rack.plugIn("m1");
  let joins = 0;
  const worker = rack.plugIn("w1", {
    kubeadm: async ({ kind }) => {
      if (kind !== "join") return;
      rack.recorder.setNode("node1", true);
      if (++joins === 1) throw new AppError("command-failed", "the Pi lost its power");
    },
  });
  await rack.until(() => joins === 1 && node1(rack)?.phase === "failed");
  // An agent that kept its kubelet stays Ready, and so is given nothing more.
  await rack.until(() => count(worker, "reset") === 1 && node1(rack)?.phase === "prepared");
  assert.match(node1(rack)?.detail ?? "", /it joins again once Kubernetes has noticed/);
  assert.deepEqual([joins, rack.recorder.tokens.size], [1, 0]);
  rack.recorder.setNode("node1", false);
  await rack.until(() => node1(rack)?.phase === "ready");
  assert.deepEqual([joins, count(worker, "reset")], [2, 1]);
});

test("a certificate that kubeadm's own rule approved is told, and the master is asked to take the rule away again", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await rack.until(() => rack.fleet.store.nodes().some(({ phase }) => phase === "ready"));
  const grants = count(master, "grant");
  const isReported = () =>
    rack.journal.some((line) =>
      line.startsWith("a certificate for system:node:cellar was approved, but not by the coordinator (AutoApproved)"),
    );
  const worker = rack.plugIn("w1", {
    kubeadm: async (frame) => {
      if (frame.kind !== "join") return;
      const { requests } = rack.recorder;
      // Before anybody could look at it.
      void requests.ask({
        token: tokenOf(frame as Frame<"join">),
        pem: await kubeletRequest("cellar"),
        name: "early",
        isApproved: true,
      });
      // A join takes longer than that, and its end takes the token away, by which the request is known.
      await rack.until(isReported);
    },
  });
  await rack.until(() => count(master, "grant") > grants);
  assert.equal(count(worker, "join"), 1);
});
