import assert from "node:assert/strict";
import { test } from "node:test";
import type { Argv, Host } from "../../host/host.ts";
import { SimulatedClock } from "../../host/testing/simulated-clock.ts";
import { SimulatedPi } from "../../host/testing/simulated-pi.ts";
import { rememberingHost } from "./remembering-host.ts";

const PACKAGES = ["dpkg-query", "--show", "kubelet"] as const;
const UNITS = ["systemctl", "show", "--property=Id", "kubelet.service"] as const;
const IMAGES = ["ctr", "--namespace=k8s.io", "images", "list", "--quiet"] as const;

/** A remembering host over one that answers with how often it has been asked. */
function world() {
  const pi = new SimulatedPi();
  const counts = new Map<string, number>();
  const asked = (argv: Argv) => counts.get(argv.join(" ")) ?? 0;
  const inner: Host = {
    run: async (argv) => {
      counts.set(argv.join(" "), asked(argv) + 1);
      return String(asked(argv));
    },
    runUnit: async () => {},
    pendingUnit: (unit) => pi.pendingUnit(unit),
    read: (path) => pi.read(path),
    write: (path, content) => pi.write(path, content),
    remove: (path) => pi.remove(path),
    makeDirectory: (path) => pi.makeDirectory(path),
    list: (path) => pi.list(path),
    info: (path) => pi.info(path),
  };
  return { inner, asked, ...rememberingHost(inner, new SimulatedClock()) };
}

test("a known question is asked once; every other program runs each time", async () => {
  const { host, asked } = world();
  for (const argv of [PACKAGES, UNITS, IMAGES]) {
    assert.deepEqual([await host.run(argv), await host.run(argv), asked(argv)], ["1", "1", 1]);
  }
  await host.run([...UNITS, "containerd.service"]);
  assert.equal(asked([...UNITS, "containerd.service"]), 1);
  for (const argv of [
    ["ip", "route"],
    ["systemctl", "stop", "kubelet"],
  ] as const) {
    await host.run(argv);
    await host.run(argv);
    assert.equal(asked(argv), 2);
  }
});

for (const [effect, act, stale] of [
  ["a program", ({ host }) => host.run(["systemctl", "restart", "kubelet"]), [PACKAGES, UNITS, IMAGES]],
  ["a unit", ({ host }) => host.runUnit("apt", ["apt-get", "install"]), [PACKAGES, UNITS, IMAGES]],
  ["time that was waited for", ({ clock }) => clock.sleep(1), [PACKAGES, UNITS, IMAGES]],
  ["a written file", ({ host }) => host.write("/etc/x", "x"), [UNITS, IMAGES]],
  ["a removed file", ({ host }) => host.remove("/etc/x"), [UNITS, IMAGES]],
  ["a program that only asks", ({ host }) => host.run(["kubeadm", "config", "images", "list"]), []],
  ["a file that was read", ({ host }) => host.read("/etc/x"), []],
] as const satisfies readonly (readonly [
  string,
  (world: Pick<ReturnType<typeof rememberingHost>, "host" | "clock">) => Promise<unknown>,
  readonly Argv[],
])[]) {
  test(`after ${effect} what it may have changed is asked again`, async () => {
    const made = world();
    const questions = [PACKAGES, UNITS, IMAGES];
    for (const argv of questions) await made.host.run(argv);
    await act(made);
    for (const argv of questions) await made.host.run(argv);
    const again = questions.filter((argv) => made.asked(argv) === 2);
    assert.deepEqual(again, stale);
  });
}

test("a failed question is not remembered, and a failed effect still makes the host forget", async () => {
  const { inner, asked, host } = world();
  const failing = rememberingHost({ ...inner, run: () => Promise.reject(new Error("no bus")) }, new SimulatedClock());
  await assert.rejects(failing.host.run(UNITS), /no bus/);
  await assert.rejects(failing.host.run(UNITS), /no bus/);
  await host.run(PACKAGES);
  const broken = rememberingHost(
    { ...inner, runUnit: () => Promise.reject(new Error("dpkg exited 1")) },
    new SimulatedClock(),
  );
  await broken.host.run(PACKAGES);
  await assert.rejects(broken.host.runUnit("apt", ["apt-get", "install"]));
  await broken.host.run(PACKAGES);
  assert.equal(asked(PACKAGES), 3);
});
