/**
 * Root on a worker has its join token, kubelet certificate and agent, but gains no other node and none of its Secrets.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady, statusWhen } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { asKubelet, askCertificate, endJoin, lieInWait, stolenToken, type Thief, watchTokens } from "./compromised.ts";
import { bootstrapTokens, said } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let worker: Pi;
let tokens: Awaited<ReturnType<typeof watchTokens>>;

before(async () => {
  lab = await openLab({ name: "e2e-compromised", settings: { network: "direct" }, onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  worker = await lab.pi();
  await master.plugIn();
  await allReady(lab, 1);
  await statusWhen(lab, "init's tokens are gone", async () => (await bootstrapTokens(lab, master)) === "", {
    limit: 60,
  });
  tokens = await watchTokens(master);
  await worker.plugIn();
  await said(lab, worker, "pi-agent", /adopted as node1/);
  await lieInWait(worker);
});
after(() => lab?.close());

const decisionOn = async (name: string) =>
  await lab.kubectl(master, ["get", "csr", name, "-o", "jsonpath={.status.conditions[*].type}"]);

/** Resolves once it is decided. */
const decided = (name: string) =>
  until(`${name} is decided`, async () => (await decisionOn(name)) || undefined, { limit: 60 });

/** A deleted token authenticates nobody. */
const isOver =
  ({ kubectl }: Thief) =>
  async () =>
    /Unauthorized/.test((await kubectl(["get", "--raw=/apis/certificates.k8s.io/v1"])).stderr);

test("kubeadm's rule that approves every node by itself is gone, the one for renewals stays", async () => {
  const rules = await lab.kubectl(master, ["get", "clusterrolebindings", "-o", "name"]);
  assert.doesNotMatch(rules, /node-autoapprove-bootstrap/);
  assert.match(rules, /node-autoapprove-certificate-rotation/);
});

test("a worker's join token makes no certificate of the master: denied, and the token is over", async () => {
  const thief = await stolenToken(worker, 240);
  const { name, answer } = await askCertificate(worker, thief.kubectl, { commonName: "system:node:master1" });
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(await decided(name), "Denied");
  await until("the token is deleted", isOver(thief), { limit: 30 });
  await said(
    lab,
    master,
    "pi-coordinator",
    /node1's join token was used to ask for the certificate of system:node:master1/,
    30,
  );
  const again = await askCertificate(worker, thief.kubectl, { commonName: "system:node:node1" });
  assert.notEqual(again.answer.code, 0);
});

test("the next token makes node1's certificate once: a second request is denied, and the token is over", async () => {
  await endJoin(worker);
  await lieInWait(worker);
  const thief = await stolenToken(worker, 240);
  const first = await askCertificate(worker, thief.kubectl, { commonName: "system:node:node1" });
  assert.equal(await decided(first.name), "Approved");
  const second = await askCertificate(worker, thief.kubectl, { commonName: "system:node:node1" });
  assert.equal(await decided(second.name), "Denied");
  await until("the token is deleted", isOver(thief), { limit: 30 });
});

test("joins that end without a node: one token at a time, and longer and longer in between", async () => {
  for (let round = 0; round < 2; round++) {
    await endJoin(worker);
    await lieInWait(worker);
    await stolenToken(worker, 240);
  }
  await endJoin(worker);
  const waits = await statusWhen(
    lab,
    "node1 waits",
    ({ nodes }) => nodes.find(({ name, phase, nextTry }) => name === "node1" && phase === "failed" && nextTry),
    { limit: 60 },
  );
  assert.ok((waits.nextTry ?? 0) - waits.since >= 35_000, `${(waits.nextTry ?? 0) - waits.since} ms`);
  const { made, mostAtOnce } = await tokens.history();
  assert.deepEqual({ made, mostAtOnce }, { made: 4, mostAtOnce: 1 });
});

test("a person says now: left alone, the worker joins and is Ready", async () => {
  await lab.pictl(["adopt", "node1"]);
  await allReady(lab, 2);
  const { mostAtOnce } = await tokens.history();
  assert.equal(mostAtOnce, 1);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("its kubelet's certificate reads no Secret of another node's pods, and makes no token of their accounts", async () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "beside" },
    spec: {
      nodeName: "master1",
      containers: [
        {
          name: "x",
          image: "none.invalid/x",
          env: [{ name: "S", valueFrom: { secretKeyRef: { name: "of-master", key: "k" } } }],
        },
      ],
    },
  };
  await lab.kubectl(master, ["create", "secret", "generic", "of-master", "--from-literal=k=v"]);
  const file = "/home/pi/beside.json";
  await master.exec(["tee", file], { stdin: JSON.stringify(pod) });
  await lab.kubectl(master, ["create", "--filename", file]);
  const kubelet = asKubelet(worker);
  for (const args of [
    ["get", "secret", "of-master"],
    ["--namespace=kube-system", "get", "secrets"],
    ["create", "token", "default", "--bound-object-kind=Pod", "--bound-object-name=beside"],
    ["patch", "node", "master1", "--type=merge", '--patch={"metadata":{"labels":{"x":"y"}}}'],
    ["delete", "node", "node1"],
  ]) {
    const { code, stderr } = await kubelet(args);
    assert.deepEqual([code, /Forbidden|forbidden/.test(stderr)], [1, true], `${args.join(" ")}: ${stderr}`);
  }
});

test("no kubelet gives its node a pod subnet: that would lead the other nodes' traffic to it", async () => {
  // The administrator acts in a kubelet's name: a real one's node exists already.
  const as = ["--as=system:node:cellar", "--as-group=system:nodes", "--as-group=system:authenticated"];
  const create = async (spec: object) => {
    const node = { apiVersion: "v1", kind: "Node", metadata: { name: "cellar" }, spec };
    const kubectl = ["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", ...as];
    const argv = [...kubectl, "create", "--dry-run=server", "--filename=-"];
    return await master.exec(argv, { stdin: JSON.stringify(node), check: false });
  };
  assert.equal((await create({})).code, 0);
  for (const subnet of ["8.0.0.0/8", "10.244.0.0/24"]) {
    const { code, stderr } = await create({ podCIDR: subnet, podCIDRs: [subnet] });
    assert.deepEqual([code, /may not set its own pod subnet/.test(stderr)], [1, true], stderr);
  }
});

test("nor does it get another node's certificate, or approve one", async () => {
  const kubelet = asKubelet(worker);
  const other = await askCertificate(worker, kubelet, { commonName: "system:node:master1" });
  assert.deepEqual([other.answer.code, /orbidden/.test(other.answer.stderr)], [1, true], other.answer.stderr);
  const admin: Thief["kubectl"] = (args, stdin) =>
    master.exec(["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", ...args], { stdin, check: false });
  // Not a kubelet's certificate: the controller manager would approve that for an administrator.
  const { name } = await askCertificate(worker, admin, { commonName: "anna", organisation: "people" });
  const { code, stderr } = await kubelet(["certificate", "approve", name]);
  assert.deepEqual([code, /orbidden/.test(stderr)], [1, true], stderr);
  assert.equal(await decisionOn(name), "");
});

test("an agent that says it is in no cluster gets no token while Kubernetes has it Ready", async () => {
  const { made } = await tokens.history();
  await worker.exec(["rm", "/var/lib/pi-agent/kubeadm.json"]);
  await worker.exec(["systemctl", "restart", "pi-agent"]);
  const node = await statusWhen(
    lab,
    "node1 is not let in again",
    ({ nodes }) => nodes.find(({ name, detail }) => name === "node1" && detail.startsWith("Kubernetes calls it Ready")),
    { limit: 60 },
  );
  assert.match(
    node.detail,
    /Kubernetes calls it Ready, but its agent says that it is in no cluster.*pictl reset node1/,
  );
  assert.equal((await tokens.history()).made, made);
  await lab.pictl(["reset", "node1", "--yes"]);
  await allReady(lab, 2);
});
