/** `pictl upgrade`: what is sent, and what is shown of the rollout. */
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import { AppError, verifyPackage } from "@rackberry/protocol";
import { type Folder, rackDirectory } from "../../packages/cli/src/testing.ts";
import type { RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

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
