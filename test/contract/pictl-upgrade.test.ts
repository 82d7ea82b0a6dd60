/** `pictl upgrade`: what it sends, and what it shows of the rollout. */
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { AppError, type Downgrade, verifyPackage } from "@rackberry/protocol";
import { debOf, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import type { RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

const DEB = debOf("package ".repeat(30_000));
const rolling = (state: "running" | "done" | "halted", detail: string, version = "0.1.1"): RackStatus => ({
  ...EMPTY_STATUS,
  rollout: {
    ...{ id: "upgrade-1", version, startedAt: 0, state },
    ...(state === "halted" && { haltedAt: "node1", reason: "rolled back to 0.1.0: it never spoke" }),
    nodes: [{ name: "node1", state: state === "done" ? "done" : "upgrading", detail }],
  },
});

/** A coordinator without a package, which verifies uploads as the real one does, and then shows these states. */
async function upgrading(rack: Folder, ...states: readonly RackStatus[]) {
  const key = createPublicKey(rack.read("secrets/release.key"));
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
  assert.match(again.noted.join("\n"), /the coordinator already had pi-agent 0\.1\.1 for amd64 \(1 MiB\)/);
  assert.deepEqual(asked, ["amd64", "arm64", "0.1.1", "0.1.1"]);
});

test("leave to go back is signed for this rollout alone, and only when a node runs a newer agent", async () => {
  using rack = await rackDirectory();
  for (const architecture of ["amd64", "arm64"]) rack.write(`new/pi-agent_0.1.1_${architecture}.deb`, DEB);
  const upgrade = ["upgrade", "--packages", `${rack.path}/new`];
  const done = rolling("done", "runs 0.1.1");
  const node = {
    name: "",
    role: "worker",
    serial: "",
    model: "",
    address: "",
    phase: "ready",
    detail: "",
    since: 0,
  } as const;
  const leaves: (Downgrade | undefined)[] = [];
  const versions = ["0.1.0", "0.2.0", "0.1.9"];
  const told = async (...args: readonly string[]) => {
    await using api = await coordinatorOf(rack, {
      takePackage: async ({ manifest }) => void leaves.push(manifest.downgrade),
      upgrade: async () => {},
      status: () => ({ ...done, nodes: versions.map((agentVersion) => ({ ...node, agentVersion })) }),
      async *watch() {
        yield done;
      },
    });
    const { code, noted } = await pictl(rack, api, [...upgrade, ...args]);
    assert.equal(code, 0, noted.join("\n"));
    return { given: leaves.splice(0), noted: noted.join("\n") };
  };
  assert.deepEqual((await told()).given, [undefined, undefined]);
  const once = await told("--allow-downgrade");
  assert.match(once.noted, /agents up to 0\.2\.0 may be replaced by an older one, in this rollout only/);
  const [first, second] = once.given;
  assert.equal(first?.from, "0.2.0");
  assert.deepEqual(second, first, "both architectures are one rollout");
  const [next] = (await told("--allow-downgrade")).given;
  assert.notEqual(next?.rollout, first?.rollout, "the next time is another one");
  versions.splice(0, 3, "0.1.0", "0.1.1");
  assert.deepEqual((await told("--allow-downgrade")).given, [undefined, undefined]);
});

test("without the release key nothing is signed, and one line says where it is", async () => {
  using rack = await rackDirectory();
  rack.write("new/pi-agent_0.1.1_arm64.deb", DEB);
  rmSync(`${rack.path}/secrets/release.key`);
  await using api = await coordinatorOf(rack, {});
  const { code, noted } = await pictl(rack, api, ["upgrade", "--packages", `${rack.path}/new`]);
  assert.equal(code, 1);
  assert.match(noted.join("\n"), /^pictl: .*release\.key is missing, and the rack has no copy: .*$/);
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
    /^pictl: halted at node1: rolled back to 0\.1\.0: it never spoke; the other nodes were left alone: fix the cause, then run/,
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
  assert.match(await upgrade("absent"), /absent does not exist/);
  rack.write("two/pi-agent_0.1.1_arm64.deb", DEB);
  rack.write("two/pi-agent_0.1.2_arm64.deb", DEB);
  assert.match(await upgrade("two"), /more than one version: pi-agent_0\.1\.1_arm64\.deb, .*; keep one$/);
  rack.write("text/pi-agent_0.1.1_arm64.deb", "no package");
  assert.match(await upgrade("text"), /is not a Debian package/);
  rack.write("good/pi-agent_0.1.1_arm64.deb", DEB);
  assert.equal(await upgrade("good"), "pictl: the signature of pi-agent 0.1.1 is not this rack's");
});
