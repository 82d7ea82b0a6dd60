/** What pictl's verbs request from the coordinator's API, and show of its answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { RackFiles } from "../../packages/config/src/index.ts";
import { coordinatorOf, pictl, rackOfOne } from "./pictl.ts";

test("a node of the rack is not adopted again, and a fingerprint that was given is not called compared", async () => {
  using rack = await rackDirectory();
  const asked: unknown[] = [];
  await using api = await coordinatorOf(rack, {
    status: () => rackOfOne("ready"),
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
