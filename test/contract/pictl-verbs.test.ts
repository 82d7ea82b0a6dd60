/** What pictl's verbs request from the coordinator's API, and show of its answers. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { adminKubeconfig, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { NodeDetails, RackFiles, RackHistory, RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { fieldsOf } from "../../packages/packaging/json-page.ts";
import { JSON_TYPES } from "../../packages/packaging/verb-pages.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

const node = (phase: "joining" | "ready"): RackStatus => ({
  ...EMPTY_STATUS,
  nodes: [{ name: "node1", role: "worker", serial: "1", model: "Pi", phase, detail: `is ${phase}`, since: 0 }],
});

test("status shows what the coordinator says, as text and as JSON", async () => {
  using rack = await rackDirectory();
  const history: RackHistory = { timeline: [{ node: "node1", phase: "ready", startedAt: 1 }], steps: [] };
  await using api = await coordinatorOf(rack, { status: () => node("ready"), history: () => history });
  const text = await pictl(rack, api, ["status"]);
  assert.equal(text.code, 0);
  assert.match(text.printed.join("\n"), /^test: Kubernetes 1\.36\.3, no cluster yet, 1 of 1 nodes ready\n\nNODE/);
  const json = await pictl(rack, api, ["status", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), { ...node("ready"), ...history });
});

test("the tables of docs/pictl/json.md have every field that status prints, and no other is always there", async () => {
  using rack = await rackDirectory();
  const history: RackHistory = { timeline: [{ node: "node1", phase: "ready", startedAt: 1 }], steps: [] };
  await using api = await coordinatorOf(rack, { status: () => node("ready"), history: () => history });
  const printed = JSON.parse((await pictl(rack, api, ["status", "--json"])).printed.join(""));
  const source = readFileSync(JSON_TYPES, "utf8");
  const rackFields = [...fieldsOf(source, "RackStatus"), ...fieldsOf(source, "RackHistory")];
  for (const [object, fields] of [
    [printed, rackFields],
    [printed.nodes[0], fieldsOf(source, "NodeStatus")],
    [printed.timeline[0], fieldsOf(source, "TimelineEntry")],
  ] as const) {
    const names = fields.map(({ name }) => name);
    for (const name of Object.keys(object)) assert.ok(names.includes(name), name);
    for (const { name, optional } of fields) assert.ok(optional || name in object, name);
  }
});

test("status NODE shows one node with what it is made of; one that is not there is an error", async () => {
  using rack = await rackDirectory();
  const details = (name: string): NodeDetails => {
    const [known] = node("ready").nodes;
    if (known?.name === name) return { node: known, timeline: [], steps: [] };
    throw new AppError("invalid", `there is no node called ${name}: see pictl status`);
  };
  const [known] = node("ready").nodes;
  assert.ok(known);
  const status = () => ({ ...EMPTY_STATUS, nodes: [{ ...known, cardId: `0123abcd${"0".repeat(24)}` }] });
  await using api = await coordinatorOf(rack, { details, status });
  assert.match((await pictl(rack, api, ["status", "node1"])).printed[0] ?? "", /^node1: worker, ready since/);
  // What the code on a label says.
  assert.match((await pictl(rack, api, ["status", "0123abcd"])).printed[0] ?? "", /^node1: worker, ready since/);
  assert.equal((await pictl(rack, api, ["status", "ffffffff"])).code, 1);
  const json = await pictl(rack, api, ["status", "NODE1", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), node("ready").nodes[0]);
  assert.equal((await pictl(rack, api, ["status", "node7"])).code, 1);
  assert.equal((await pictl(rack, api, ["status", "node1", "--watch"])).code, 2);
});

test("status --watch prints changes until it is interrupted, which is no failure", async () => {
  using rack = await rackDirectory();
  const states = [node("joining"), node("joining"), node("ready")];
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield* states;
      await once(signal, "abort");
    },
  });
  const text = await pictl(rack, api, ["status", "--watch"], 3);
  assert.equal(text.code, 0);
  assert.deepEqual(
    text.printed.map((line) => line.slice("HH:MM:SS ".length)),
    ["cluster: no cluster yet", "node1: joining: is joining", "node1: ready: is ready"],
  );
  const json = await pictl(rack, api, ["status", "--watch", "--json"], 3);
  assert.deepEqual(
    json.printed.map((line) => JSON.parse(line)),
    states,
  );
});

test("status --watch outlives the coordinator", async () => {
  using rack = await rackDirectory();
  let lives = 0;
  await using api = await coordinatorOf(rack, {
    async *watch() {
      lives++;
      yield node(lives === 1 ? "joining" : "ready");
      throw new AppError("disconnected", "the coordinator restarts");
    },
  });
  const { code, printed, noted } = await pictl(rack, api, ["status", "--watch", "--json"], 2);
  assert.equal(code, 0);
  assert.deepEqual(
    printed.map((line) => JSON.parse(line)),
    [node("joining"), node("ready")],
  );
  assert.deepEqual(noted, ["waiting: the coordinator restarts"]);
});

test("a node of the rack is not adopted again, and a fingerprint that was given is not called compared", async () => {
  using rack = await rackDirectory();
  const asked: unknown[] = [];
  await using api = await coordinatorOf(rack, {
    status: () => node("ready"),
    adopt: async (...given) => void asked.push(given),
  });
  const again = await pictl(rack, api, ["adopt", "node1"]);
  assert.deepEqual(
    [again.code, again.printed],
    [0, ["node1 is already in the rack (ready): there is nothing to adopt"]],
  );
  const wrong = await pictl(rack, api, ["adopt", "node1", "--fingerprint", "0".repeat(64)]);
  assert.deepEqual([wrong.code, wrong.printed, asked], [1, [], []]);
  assert.match(
    wrong.noted.join("\n"),
    /node1 is already in the rack \(ready\): its fingerprint .* was not compared now/,
  );
});

test("plan, adopt, reset, mirror and logs say what was asked and answered", async () => {
  using rack = await rackDirectory();
  const asked: unknown[] = [];
  const fingerprint = "ab".repeat(32);
  await using api = await coordinatorOf(rack, {
    plan: async () => ({
      notices: ["Kubernetes 1.34 is out of support"],
      nodes: [
        { name: "node1", changes: [{ step: "swap", sentence: "turn swap off" }] },
        { name: "node2", changes: [] },
        { name: "node3", changes: [], error: "not connected" },
        {
          ...{ name: "node4", changes: [], trouble: "in the cluster and Ready, but the cluster DNS does not answer" },
          culprits: [{ pod: "kube-system/coredns-1", container: "coredns", line: "boom\x1b[2J" }],
        },
      ],
    }),
    adopt: async (...given) => void asked.push(["adopt", ...given]),
    reset: async (...given) => void asked.push(["reset", ...given]),
    mirror: async (...given) => void asked.push(["mirror", ...given]),
    unmirror: async (...given) => void asked.push(["unmirror", ...given]),
    async *logs(name, { follow, lines }) {
      asked.push(["logs", name, follow, lines]);
      yield "first\x1b[2J";
      yield "second";
    },
  });
  const plan = await pictl(rack, api, ["plan"]);
  const why = "pictl: node3 could not be asked, for the reason above: see pictl status";
  assert.deepEqual([plan.code, plan.noted], [1, [why]]);
  assert.deepEqual(plan.printed, [
    ...["Kubernetes 1.34 is out of support", "", "node1:", "  swap: turn swap off", "node2: nothing would change"],
    "node3: could not be asked: not connected",
    ...["node4: nothing would change", "  not ready: in the cluster and Ready, but the cluster DNS does not answer"],
    "  kube-system/coredns-1 (coredns) says: boom [2J",
  ]);
  const shown = fingerprint.toUpperCase().replace(/..(?=.)/g, "$&:");
  assert.equal((await pictl(rack, api, ["adopt", "1000", "--fingerprint", shown])).code, 0);
  assert.equal((await pictl(rack, api, ["adopt", "node3"])).code, 0);
  assert.equal((await pictl(rack, api, ["reset", "node1", "--yes"])).code, 0);
  assert.equal((await pictl(rack, api, ["mirror", "nginx", "quay.io/a/b:2"])).code, 0);
  assert.equal((await pictl(rack, api, ["mirror", "--off"])).code, 0);
  assert.deepEqual((await pictl(rack, api, ["logs", "node1", "-n", "7"])).printed, ["first [2J", "second"]);
  assert.equal((await pictl(rack, api, ["logs", "node1", "-f"], 1)).code, 0);
  assert.deepEqual(asked, [
    ["adopt", "1000", { fingerprint }],
    ["adopt", "node3", {}],
    ["reset", "node1"],
    ["mirror", ["docker.io/library/nginx:latest", "quay.io/a/b:2"]],
    ["unmirror"],
    ["logs", "node1", false, 7],
    ["logs", "node1", true, 100],
  ]);
});

test("plan sends the rack directory's rack.yaml, and says what the rack does not go by yet", async () => {
  using rack = await rackDirectory();
  rack.write("k8s.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
  rack.write("rack.yaml", "user:\n  name: ada\npackages:\n  key: k8s.asc\n");
  const sent: unknown[] = [];
  let refused: readonly string[] = [];
  await using api = await coordinatorOf(rack, {
    plan: async (files) => {
      sent.push(files);
      const changes = [
        { key: "user.name", before: "pi", after: "ada" },
        { key: "packages.key", before: "", after: "k8s.asc" },
      ];
      return { notices: [], nodes: [], wishes: { changes, refused } };
    },
  });
  const what = "rack.yaml here differs from the applied one: user.name: pi -> ada; packages.key: (nothing) -> k8s.asc";
  const plan = await pictl(rack, api, ["plan"]);
  assert.deepEqual(sent, [{ "rack.yaml": rack.read("rack.yaml"), "k8s.asc": rack.read("k8s.asc") }]);
  const whole = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/\n +/g, " "));
  assert.deepEqual(whole(plan.printed), [`${what}; apply it with pictl apply`, "", "there are no nodes yet"]);
  for (const line of plan.printed.join("\n").split("\n")) assert.ok(line.length <= 100, line);
  refused = ["rack.yaml: domain: a is refused: b"];
  const [first, second] = whole((await pictl(rack, api, ["plan"])).printed);
  assert.deepEqual([first, second], [`${what}; pictl apply would be refused:`, `  ${refused[0]}`]);
});

test("apply sends rack.yaml with what it names, and says what that changes", async () => {
  using rack = await rackDirectory();
  rack.write("rack.yaml", `adoption: ask\n# ${"x".repeat(100_000)}\n`);
  const sent: RackFiles[] = [];
  let changes = [{ key: "adoption", before: "automatic", after: "ask" }];
  await using api = await coordinatorOf(rack, {
    apply: async (files) => {
      sent.push(files);
      return { changes };
    },
  });
  const { code, printed } = await pictl(rack, api, ["apply"]);
  assert.deepEqual(
    [code, printed],
    [0, ["adoption: automatic -> ask", "this rack.yaml is applied: pictl status --watch shows the progress"]],
  );
  assert.deepEqual(sent, [{ "rack.yaml": rack.read("rack.yaml") }]);
  changes = [];
  const again = await pictl(rack, api, ["apply"]);
  assert.deepEqual(again.printed, ["this rack.yaml is already applied: nothing changes"]);
  rack.write("rack.yaml", "adoption: maybe\nuser:\n  nam: a\n");
  const wrong = await pictl(rack, api, ["apply"]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.noted.join("\n"), /rack\.yaml:1: adoption: .*\n.*rack\.yaml:3: user\.nam: unknown key/);
  assert.equal(sent.length, 2, "what is wrong here is not sent");
});

test("the coordinator's refusal is one line and exit code 1", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {
    reset: async () => {
      throw new AppError("refused", "node9 is not connected");
    },
    async *logs() {
      yield "a";
      throw new AppError("disconnected", "node9 went away");
    },
  });
  const reset = await pictl(rack, api, ["reset", "node9", "-y"]);
  assert.deepEqual([reset.code, reset.noted], [1, ["pictl: node9 is not connected"]]);
  const logs = await pictl(rack, api, ["logs", "node9"]);
  assert.deepEqual([logs.code, logs.printed, logs.noted], [1, ["a"], ["pictl: node9 went away"]]);
});

const MASTER: RackStatus = {
  ...EMPTY_STATUS,
  rack: "cellar",
  nodes: [
    {
      ...{
        name: "master1",
        role: "control-plane",
        serial: "1",
        model: "Pi",
        phase: "ready",
        detail: "ready",
        since: 0,
      },
      address: "192.168.1.20",
    },
  ],
};

test("kubeconfig goes into the owner's own, by the master's address, for their eyes alone", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => MASTER, kubeconfig: async () => adminKubeconfig() });
  const { code, printed, noted } = await pictl(rack, api, ["kubeconfig"]);
  assert.equal(code, 0);
  assert.match(printed.join("\n"), /\.kube\/config has the context cellar: https:\/\/192\.168\.1\.20:6443$/);
  assert.deepEqual(noted, ["next: kubectl get nodes"]);
  assert.equal(statSync(`${rack.path}/.kube/config`).mode & 0o777, 0o600);
  assert.match(
    rack.read(".kube/config"),
    /server: https:\/\/192\.168\.1\.20:6443\n *tls-server-name: api\.kube\.local\n/,
  );
  assert.match(rack.read(".kube/config"), /^current-context: cellar$/m);
  const alone = await pictl(rack, api, ["kubeconfig", "--stdout"]);
  assert.equal(`${alone.printed.join("\n")}\n`, rack.read(".kube/config"));
});

test("kubeconfig -o leaves another cluster in the file, and what it cannot read", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => MASTER, kubeconfig: async () => adminKubeconfig() });
  const into = (...options: string[]) => pictl(rack, api, ["kubeconfig", "-o", `${rack.path}/kube.conf`, ...options]);
  rack.write("kube.conf", adminKubeconfig("T1RIRVI="));
  const { code, noted } = await into();
  assert.equal(code, 0);
  assert.match(noted.join("\n"), /^next: kubectl --kubeconfig \S+kube\.conf --context cellar get nodes$/);
  assert.match(rack.read("kube.conf"), /^current-context: kubernetes-admin@kubernetes$/m);
  const twice = rack.read("kube.conf");
  assert.equal((await into()).code, 0);
  assert.equal(rack.read("kube.conf"), twice);
  assert.equal((await into("--name", "kubernetes")).code, 1);
  assert.equal(rack.read("kube.conf"), twice);
  for (const broken of ["a: [\nb", "- a list", "clusters: 7\n", "a: 1\n---\nb: 2\n"]) {
    rack.write("kube.conf", broken);
    const refused = await into("--force");
    assert.equal(refused.code, 1);
    assert.match(refused.noted.join("\n"), /^pictl: \S*kube\.conf:\d+: .*name another file \(-o FILE\)$/);
    assert.equal(rack.read("kube.conf"), broken);
  }
});

test("wait ends with 0 when all are ready, and says what it waits for as that changes", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield* [EMPTY_STATUS, node("joining"), node("joining"), node("ready")];
      await once(signal, "abort");
    },
  });
  const { code, printed, noted } = await pictl(rack, api, ["wait"]);
  assert.equal(code, 0);
  assert.deepEqual(printed, ["no Pi has been seen yet", "node1: joining: is joining", "node1: ready"]);
  assert.deepEqual(noted, ["next: pictl kubeconfig, then kubectl get nodes"]);
});

test("wait ends with 1 and the reasons when the time is over, and when a node is refused", async () => {
  using rack = await rackDirectory();
  let state = node("ready");
  await using api = await coordinatorOf(rack, {
    async *watch(signal) {
      yield state;
      await once(signal, "abort");
    },
  });
  const late = await pictl(rack, api, ["wait", "--timeout", "1s", "node1", "node2"]);
  assert.deepEqual(late, {
    code: 1,
    printed: ["node1: ready", "node2: has not been seen yet"],
    noted: ["pictl: not ready after 1s:\n  node2: has not been seen yet"],
  });
  const [one] = state.nodes;
  assert.ok(one);
  state = {
    ...state,
    nodes: [
      { ...one, phase: "refused", detail: "32-bit" },
      { ...one, name: "node2" },
    ],
  };
  const refused = await pictl(rack, api, ["wait"]);
  assert.deepEqual(
    [refused.code, refused.noted],
    [1, ["pictl: this will not become ready without your help:\n  node1: refused: 32-bit"]],
  );
});
