/**
 * Kills the agent after each effect of each step and starts it again: the Pi ends up running as if nothing had been killed.
 * What runs counts, not what is in files: a unit remembers the settings with which it was started.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Host } from "../host/host.ts";
import { settingsNow } from "../host/testing/simulated/settings.ts";
import type { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { sent } from "../operations/testing/sent.ts";
import { joining, preparation, resetting } from "./index.ts";
import { granting, initialisation } from "./kubeadm/initialisation.ts";
import { kubeletAddress } from "./kubeadm/kubelet-address.ts";
import { mirroring, unmirroring } from "./mirror/mirroring.ts";
import { journald } from "./system/journald.ts";
import { examplePi, runOn, SPEC } from "./testing/example.ts";
import { runSteps } from "./tools/run-steps.ts";
import type { Step } from "./tools/step.ts";

type World = ReturnType<typeof examplePi>;

class Killed extends Error {}

/** The Pi as seen by an agent that is killed after effect number `at`: from then on nothing has an effect. */
function until(pi: SimulatedPi, at: number): Host {
  let effects = 0;
  const counting =
    <A extends readonly unknown[], R>(call: (...all: A) => Promise<R>) =>
    async (...all: A): Promise<R> => {
      if (effects >= at) throw new Killed();
      const before = pi.changes.length;
      const answer = await call(...all);
      if (pi.changes.length > before) effects += 1;
      if (effects >= at) throw new Killed();
      return answer;
    };
  return {
    run: counting((argv, options) => pi.run(argv, options)),
    runUnit: counting((unit, argv, options) => pi.runUnit(unit, argv, options)),
    pendingUnit: counting((unit) => pi.pendingUnit(unit)),
    read: counting((path, encoding) => pi.read(path, encoding)),
    write: counting((path, content, options) => pi.write(path, content, options)),
    remove: counting((path) => pi.remove(path)),
    makeDirectory: counting((path, options) => pi.makeDirectory(path, options)),
    list: counting((path) => pi.list(path)),
    info: counting((path) => pi.info(path)),
  };
}

/** Returns false when it was killed before the end. */
async function livesThrough({ pi, clock }: World, steps: readonly Step[], at: number): Promise<boolean> {
  const signal = new AbortController().signal;
  const host = until(pi, at);
  try {
    await runSteps(steps, { host, clock, signal, report: () => {} });
    // A comfort step swallows the kill; a real agent would be dead.
    return await host.info("/").then(
      () => true,
      () => false,
    );
  } catch {
    return false;
  }
}

/** Created afresh for each kill, all in one boot. */
const SECRET = /rackberry-mirror\/images\.(?:key|crt)$/;
const VOLATILE = /^\/(?:run|simulated)\/|boot_id$/;

/** What is on the Pi and what runs on it. */
function running({ state }: SimulatedPi) {
  const files = Object.entries(state.files).filter(([path]) => !VOLATILE.test(path));
  const contents = files.map(([path, { content, mode, uid }]) => [path, SECRET.test(path) ? "" : content, mode, uid]);
  const on = Object.entries(state.units).filter(([, { enabled, active }]) => enabled || active);
  const units = on.map(([name, { enabled, active }]) => [name, enabled, active]);
  const { packages, routes, rules } = state;
  // May have been applied twice.
  const manifests = [...new Set(state.manifests)];
  const images = [...state.images].sort();
  return { files: contents.sort(), units: units.sort(), packages, routes, rules, manifests, images };
}

/** Asserts that no unit runs with old settings. */
function assertCurrent({ state }: SimulatedPi, when: string): void {
  for (const [unit, files] of Object.entries(state.runsWith)) {
    assert.deepEqual(files, settingsNow(state, unit), `${unit}: ${when}`);
  }
}

interface Story {
  /** The Pi before the steps begin. */
  readonly before: () => Promise<World>;
  readonly steps: () => readonly Step[];
}

/** Kills after each effect in turn, and returns their number. */
async function sweep({ before, steps }: Story): Promise<number> {
  const whole = await before();
  await runOn(whole, steps());
  assertCurrent(whole.pi, "not killed");
  for (let at = 1; ; at += 1) {
    const world = await before();
    world.pi.changes.length = 0;
    if (await livesThrough(world, steps(), at)) return at - 1;
    const when = `killed after effect ${at}: ${world.pi.changes.at(-1)}`;
    await runOn(world, steps());
    assertCurrent(world.pi, when);
    assert.deepEqual(running(world.pi), running(whole.pi), when);
    world.pi.changes.length = 0;
    assert.equal((await runOn(world, steps())).changed, 0, `nothing is left to do: ${when}`);
  }
}

/** A Pi with remains of earlier uses, so that every step has something to do. */
async function lived(): Promise<World> {
  const world = examplePi({
    files: {
      "/etc/hosts": "127.0.0.1 localhost node1\n192.168.1.39 master1\n",
      "/etc/fstab": "\n/swapfile none swap",
      "/lib/systemd/system/zramswap.service": "",
      "/etc/systemd/journald.conf.d/volatile.conf": "[Journal]\nStorage=volatile\n",
      "/etc/sysctl.d/99-mine.conf": "net.ipv4.ip_forward=0\n",
      "/etc/containerd/config.toml": "version = 2\n",
      "/etc/containerd/certs.d/docker.io/hosts.toml": "server = 'x'\n",
      "/etc/apt/sources.list.d/kubernetes.list": "deb https://pkgs.k8s.io/core:/stable:/v1.30/deb/ /\n",
      "/etc/apt/sources.list.d/k8s.sources":
        "Types: deb\nURIs: https://pkgs.k8s.io/core:/stable:/v1.36/deb\nSuites: /\n",
      "/etc/cni/net.d/05-cilium.conflist": "{}",
      "/etc/shadow": "pi:$6$salt$hash:1::::::\n",
      "/var/lib/dpkg/updates/0001": "",
    },
  });
  const { pi } = world;
  pi.state.units["zramswap.service"] = { enabled: true, active: true, swap: "/dev/zram0" };
  pi.put("/run/cloud-init/enabled", "");
  pi.put("/run/cloud-init/result.json", "{}");
  return world;
}

const prepare = (spec = SPEC) => preparation(spec, { coordinatorClockMs: 0, dryRun: false });

async function prepared(spec = SPEC): Promise<World> {
  const world = examplePi();
  await runOn(world, prepare(spec));
  return world;
}

test("a preparation, killed after any effect of any step", async () => {
  const effects = await sweep({
    before: lived,
    steps: () => prepare({ ...SPEC, aptProxy: "http://m.kube.local:7441" }),
  });
  assert.ok(effects >= 50, `${effects} effects`);
});

test("new settings for running services, killed after any effect", async () => {
  const later = { ...SPEC, imageRepository: "registry.house.lan", mirrors: [] };
  assert.ok((await sweep({ before: () => prepared(), steps: () => prepare(later) })) >= 3);
});

test("a size limit for a journal that is already on the card, killed after any effect", async () => {
  const story = { "/var/log/journal/0123456789abcdef0123456789abcdef/system.journal": "long ago" };
  assert.ok((await sweep({ before: async () => examplePi({ files: story }), steps: () => [journald] })) >= 4);
});

test("the direct pod network, killed after any effect", async () => {
  const network = {
    kind: "direct",
    podSubnet: "10.244.0.0/16",
    routes: [{ subnet: "10.244.0.0/24", address: "192.168.40.10" }],
    nodePodSubnet: "10.244.1.0/24",
  } as const;
  assert.ok((await sweep({ before: () => prepared(), steps: () => prepare({ ...SPEC, network }) })) >= 4);
});

const MASTER = { ...SPEC, name: "master1" };
const MIRROR = { spec: MASTER, images: [], generation: "1", coordinatorClockMs: 0 };

test("the rack's mirror and its removal, killed after any effect", async () => {
  const effects = await sweep({ before: () => prepared(MASTER), steps: () => mirroring(MIRROR) });
  assert.ok(effects >= 20, `${effects} effects`);
  const mirrored = async () => {
    const world = await prepared(MASTER);
    await runOn(world, mirroring(MIRROR));
    return world;
  };
  assert.ok((await sweep({ before: mirrored, steps: () => unmirroring })) >= 5);
  const uncertified = async () => {
    const world = await mirrored();
    delete world.pi.state.files["/etc/rackberry-mirror/images.crt"];
    return world;
  };
  assert.ok((await sweep({ before: uncertified, steps: () => mirroring(MIRROR) })) >= 3);
});

test("a control plane, and its access for the coordinator, killed after any effect", async () => {
  const steps = () => [...initialisation(sent("init")), granting(sent("grant")).step];
  assert.ok((await sweep({ before: () => prepared(MASTER), steps })) >= 5);
});

test("a new address for the kubelet, killed after any effect", async () => {
  const moved = async () => {
    const world = await prepared();
    await runOn(world, joining(sent("join")));
    world.pi.put("/var/lib/kubelet/kubeadm-flags.env", 'KUBELET_KUBEADM_ARGS="--node-ip=192.168.40.99"\n');
    return world;
  };
  assert.ok((await sweep({ before: moved, steps: () => [kubeletAddress(SPEC)] })) >= 3);
});

test("a join, and a reset, killed after any effect", async () => {
  const join = sent("join");
  assert.ok((await sweep({ before: () => prepared(), steps: () => joining(join) })) >= 4);
  const joined = async () => {
    const world = await prepared();
    await runOn(world, joining(join));
    return world;
  };
  assert.ok((await sweep({ before: joined, steps: () => resetting({ ignorePreflight: [] }) })) >= 2);
});
