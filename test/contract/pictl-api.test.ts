/** pictl against the coordinator's API, over loopback: the two ends of one contract. */
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { once } from "node:events";
import { statSync } from "node:fs";
import { test } from "node:test";
import { AppError, verifyPackage } from "@rackberry/protocol";
import { findCoordinator } from "../../packages/cli/src/coordinator/find.ts";
import { runPictl } from "../../packages/cli/src/pictl.ts";
import { readSecrets } from "../../packages/cli/src/rack/rack-directory.ts";
import { type Folder, rackDirectory } from "../../packages/cli/src/testing.ts";
import type { RackControl, RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS, freshKey, type TestApi, testApi } from "../../packages/coordinator/src/api/testing.ts";

/** A coordinator with the rack directory's own secrets. */
function coordinatorOf(rack: Folder, control: Partial<RackControl>): Promise<TestApi> {
  const rackSecret = Buffer.from(rack.read("secrets/rack.secret").trim(), "hex");
  return testApi(control, { keyPem: rack.read("secrets/coordinator.key"), rackSecret });
}

/** Ends when pictl does, or when `enough` lines were printed and pictl was interrupted. */
async function pictl(rack: Folder, api: { port: number }, args: readonly string[], enough = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  const printed: string[] = [];
  const noted: string[] = [];
  const code = await runPictl(["-C", rack.path, "--coordinator", `127.0.0.1:${api.port}`, ...args], {
    environment: {},
    terminal: false,
    columns: () => 100,
    print: (line) => {
      if (printed.push(line) >= enough) stop.abort();
    },
    note: (line) => noted.push(line),
    signal: stop.signal,
  });
  return { code, printed, noted };
}

const node = (phase: "joining" | "ready"): RackStatus => ({
  ...EMPTY_STATUS,
  nodes: [{ name: "node1", role: "worker", serial: "1", model: "Pi", phase, detail: `is ${phase}`, since: 0 }],
});

test("status shows what the coordinator says, as text and as JSON", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => node("ready") });
  const text = await pictl(rack, api, ["status"]);
  assert.equal(text.code, 0);
  assert.match(text.printed.join("\n"), /^test: Kubernetes 1\.20\.2, no cluster yet, 1 of 1 nodes ready\n\nNODE/);
  const json = await pictl(rack, api, ["status", "--json"]);
  assert.deepEqual(JSON.parse(json.printed.join("")), node("ready"));
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

test("plan, adopt, reset, mirror and logs say what was asked and answered", async () => {
  using rack = await rackDirectory();
  const asked: unknown[] = [];
  const fingerprint = "ab".repeat(32);
  await using api = await coordinatorOf(rack, {
    plan: async () => ({
      nodes: [
        { name: "node1", changes: [{ step: "swap", sentence: "turn swap off" }] },
        { name: "node2", changes: [] },
        { name: "node3", changes: [], error: "not connected" },
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
  assert.equal(plan.code, 1, "a node could not be asked");
  assert.deepEqual(plan.printed, [
    ...["node1:", "  swap: turn swap off", "node2: nothing would change"],
    "node3: could not be asked: not connected",
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

test("kubeconfig goes to a file for its owner alone, and never over another one", async () => {
  using rack = await rackDirectory();
  const content = "apiVersion: v1\nclusters:\n- cluster:\n    server: https://127.0.0.1:6443\n";
  await using api = await coordinatorOf(rack, { kubeconfig: async () => content });
  assert.deepEqual((await pictl(rack, api, ["kubeconfig"])).printed, [content.trimEnd()]);
  const file = `${rack.path}/kube.conf`;
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file])).code, 0);
  assert.equal(rack.read("kube.conf"), content);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  rack.write("kube.conf", "another cluster's");
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file])).code, 1);
  assert.equal(rack.read("kube.conf"), "another cluster's");
  assert.equal((await pictl(rack, api, ["kubeconfig", "-o", file, "--force"])).code, 0);
  assert.equal(rack.read("kube.conf"), content);
});

const DEB = `!<arch>\n${"package ".repeat(30_000)}`;
const rolling = (state: "running" | "done" | "halted", detail: string, version = "0.1.1"): RackStatus => ({
  ...EMPTY_STATUS,
  rollout: {
    ...{ id: "upgrade-1", version, startedAt: 0, state },
    ...(state === "halted" && { haltedAt: "node1", reason: "rolled back to 0.1.0: it never spoke" }),
    nodes: [{ name: "node1", state: state === "done" ? "done" : "upgrading", detail }],
  },
});

/** A coordinator that has no package yet, verifies what comes as the real one does, and then shows these states. */
async function upgrading(rack: Folder, ...states: readonly RackStatus[]) {
  const key = createPublicKey(rack.read("secrets/coordinator.key"));
  const kept = new Map<string, Buffer>();
  const asked: string[] = [];
  const api = await coordinatorOf(rack, {
    takePackage: async (signed, content) => {
      verifyPackage(signed, key);
      const { architecture, sha256 } = signed.manifest;
      if (kept.has(sha256)) return;
      const parts: Uint8Array[] = [];
      for await (const part of content()) parts.push(part);
      kept.set(sha256, Buffer.concat(parts));
      asked.push(architecture);
    },
    upgrade: async (version) => void asked.push(version),
    async *watch() {
      yield* states;
    },
  });
  return { api, kept, asked };
}

test("upgrade signs and sends each package once, and shows the way of every node to its end", async () => {
  using rack = await rackDirectory();
  rack.write("new/pi-agent_0.1.1_amd64.deb", DEB);
  rack.write("new/pi-agent_0.1.1_arm64.deb", `${DEB}for arm64`);
  rack.write("new/pi-coordinator_0.1.1_arm64.deb", "not read");
  const states = [rolling("running", "receives"), rolling("running", "installs it"), rolling("done", "runs 0.1.1")];
  const { api, kept, asked } = await upgrading(rack, ...states);
  await using _ = api;
  const upgrade = ["upgrade", "--packages", `${rack.path}/new`];
  const first = await pictl(rack, api, upgrade);
  assert.deepEqual(first.printed, [
    ...["node1: receives", "node1: installs it", "node1: runs 0.1.1"],
    "every agent of the rack runs 0.1.1",
  ]);
  assert.equal(first.code, 0);
  assert.deepEqual(asked, ["amd64", "arm64", "0.1.1"]);
  assert.deepEqual([...kept.values()].map(String), [DEB, `${DEB}for arm64`]);
  const again = await pictl(rack, api, [...upgrade, "--allow-downgrade"]);
  assert.equal(again.code, 0);
  assert.match(again.noted.join("\n"), /the coordinator had pi-agent 0\.1\.1 for amd64 \(1 MiB\) already/);
  assert.deepEqual(asked, ["amd64", "arm64", "0.1.1", "0.1.1"]);
});

test("an upgrade that is halted, or leaves a node out, says which and why, and is a failure", async () => {
  using rack = await rackDirectory();
  rack.write("new/pi-agent_0.1.1_arm64.deb", DEB);
  const upgrade = ["upgrade", "--packages", `${rack.path}/new`];
  const halted = await upgrading(rack, rolling("running", "receives"), rolling("halted", "runs 0.1.0"));
  const one = await pictl(rack, halted.api, upgrade);
  await halted.api.stop();
  assert.equal(one.code, 1);
  assert.match(
    one.noted.at(-1) ?? "",
    /^pictl: halted at node1: rolled back to 0\.1\.0: it never spoke; the other nodes were left alone: mend it, then say/,
  );
  const away = rolling("done", "runs 0.1.1");
  const nodes = [{ name: "node2", state: "away", detail: "is not connected" } as const];
  const partly = await upgrading(rack, { ...away, ...(away.rollout && { rollout: { ...away.rollout, nodes } }) });
  await using _ = partly.api;
  const two = await pictl(rack, partly.api, upgrade);
  assert.deepEqual([two.code, two.noted.at(-1)], [1, "pictl: not every agent runs 0.1.1: node2 is not connected"]);
});

test("an upgrade with nothing to send, or with too much, or of something else, is one line", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {
    takePackage: async () => {
      throw new AppError("refused", "the signature of pi-agent 0.1.1 is not this rack's");
    },
  });
  const upgrade = async (folder: string) => {
    const { code, noted } = await pictl(rack, api, ["upgrade", "--packages", `${rack.path}/${folder}`]);
    assert.equal(code, 1);
    return noted.join("\n");
  };
  rack.write("none/readme", "");
  assert.match(await upgrade("none"), /none: no pi-agent_VERSION_ARCH\.deb: build it with npm run package$/);
  assert.match(await upgrade("absent"), /absent is not there/);
  rack.write("two/pi-agent_0.1.1_arm64.deb", DEB);
  rack.write("two/pi-agent_0.1.2_arm64.deb", DEB);
  assert.match(await upgrade("two"), /more than one version: pi-agent_0\.1\.1_arm64\.deb, .*; keep one$/);
  rack.write("text/pi-agent_0.1.1_arm64.deb", "no package");
  assert.match(await upgrade("text"), /is not a Debian package/);
  rack.write("good/pi-agent_0.1.1_arm64.deb", DEB);
  assert.equal(await upgrade("good"), "pictl: the signature of pi-agent 0.1.1 is not this rack's");
});

test("another rack's coordinator hears no token, and is named as such", async () => {
  using rack = await rackDirectory();
  const rackSecret = Buffer.from(rack.read("secrets/rack.secret").trim(), "hex");
  await using impostor = await testApi({}, { keyPem: freshKey(), rackSecret });
  const { code, noted } = await pictl(rack, impostor, ["status"]);
  assert.equal(code, 1);
  assert.match(noted.join("\n"), /^pictl: at 127\.0\.0\.1:\d+ is the coordinator of another rack.*\(-C DIR\)\?$/);
  // Not even a wrong one came.
  assert.deepEqual(impostor.refused, []);
});

test("a rack secret that is not the coordinator's is refused by it", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {});
  rack.write("secrets/rack.secret", `${"0".repeat(64)}\n`);
  const { code, noted } = await pictl(rack, api, ["status"]);
  assert.deepEqual([code, api.refused.length], [1, 1]);
  assert.match(noted.join("\n"), /^pictl: this is not the rack's token: [^\n]+$/);
});

test("the coordinator that was found once is remembered, and looked for again when it has moved", async () => {
  using rack = await rackDirectory();
  const { pin } = await readSecrets(rack.path);
  const never = new AbortController().signal;
  let looked = 0;
  const find = (port: number) => {
    const browse = async function* () {
      looked++;
      yield { host: "127.0.0.1", port };
    };
    return findCoordinator({ given: "", directory: rack.path, pin, browse, patience: 60_000 }, never);
  };
  await using first = await coordinatorOf(rack, {});
  assert.equal((await find(first.port)).port, first.port);
  assert.equal((await find(1)).port, first.port);
  assert.equal(looked, 1);
  await using second = await coordinatorOf(rack, {});
  await first.stop();
  assert.equal((await find(second.port)).port, second.port);
  assert.equal(rack.read(".coordinator"), `127.0.0.1:${second.port}\n`);
});

test("nobody there is one line that says where it looked", async () => {
  using rack = await rackDirectory();
  const api = await coordinatorOf(rack, {});
  await api.stop();
  const { code, noted } = await pictl(rack, api, ["status"]);
  assert.equal(code, 1);
  assert.match(noted.join("\n"), /^pictl: no coordinator answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/);
});
