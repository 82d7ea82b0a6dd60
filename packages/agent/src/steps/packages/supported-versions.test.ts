import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";

const packages = (kubernetesVersion: string) =>
  kubernetesPackages({
    ...SPEC,
    kubernetesVersion,
    packages: { ...SPEC.packages, url: SPEC.packages.url.replace("1.36", kubernetesVersion.replace(/\.\d+$/, "")) },
  });

for (const version of ["1.36.3", "1.37.2"]) {
  test(`Kubernetes ${version} is installed beside containerd 1.x, and the journal says once what is recommended`, async () => {
    const world = examplePi();
    const first = await runOn(world, [packages(version)]);
    assert.equal(world.pi.state.packages.kubelet?.version, `${version}-1.1`);
    assert.deepEqual(
      first.lines.filter((line) => line.includes("containerd")),
      [
        `Kubernetes ${version} runs with containerd 1.6.20, for which containerd's own table recommends 2.x: a newer OS ` +
          "has that",
      ],
    );
    const again = await runOn(world, [packages(version)]);
    assert.deepEqual([again.changed, again.lines], [0, []]);
  });
}

test("with containerd 2.x there is nothing to recommend, and with 1.35 neither", async () => {
  const modern = examplePi();
  modern.pi.state.candidates.containerd = "2.2.2-0ubuntu1.1";
  assert.deepEqual((await runOn(modern, [packages("1.36.3")])).lines, []);
  assert.deepEqual((await runOn(examplePi(), [packages("1.35.6")])).lines, []);
});

test("1.38 beside containerd 1.x is refused before anything is installed", async () => {
  const world = examplePi();
  await assert.rejects(runOn(world, [packages("1.38.0")]), {
    code: "refused",
    message: /1\.38\.0 does not run with containerd 1\.6\.20 \(from 1\.38 on\).*kubernetes: "1\.37"/,
  });
  assert.deepEqual(world.pi.state.packages, {});
  world.pi.state.packages.containerd = { version: "1.7.24~ds1-6", held: false };
  world.pi.changes.length = 0;
  await assert.rejects(runOn(world, [packages("1.38.0")]), { code: "refused", message: /containerd 1\.7\.24/ });
  assert.deepEqual(world.pi.changes, [], "what is installed is known without asking apt");
});

test("a candidate is judged by the lists of today, not by those of the image", async () => {
  const world = examplePi({
    unit: (argv) => {
      if (argv.includes("update")) world.pi.state.candidates.containerd = "2.2.1-0ubuntu1~24.04.3";
      return {};
    },
  });
  world.pi.state.candidates.containerd = "1.7.12-0ubuntu4";
  await runOn(world, [packages("1.38.0")]);
  assert.equal(world.pi.state.packages.containerd?.version, "2.2.1-0ubuntu1~24.04.3");
});

test("cgroup v1 is refused from 1.35 on, before anything is touched, but not in a container", async () => {
  const old = examplePi({ cgroupVersion: 1 });
  await assert.rejects(runOn(old, [packages("1.35.6")]), { code: "refused", message: /cgroup v1/ });
  assert.deepEqual(old.pi.changes, []);
  const forced = examplePi({
    cgroupVersion: 1,
    cmdline: "root=x systemd.unified_cgroup_hierarchy=0 cgroup_enable=memory",
  });
  await assert.rejects(runOn(forced, [packages("1.35.6")]), {
    message: /remove systemd\.unified_cgroup_hierarchy=0 from the boot partition's cmdline\.txt and reboot/,
  });
  const container = examplePi({ cgroupVersion: 1, container: "systemd-nspawn" });
  await runOn(container, [packages("1.37.2")]);
  assert.equal(container.pi.state.packages.kubelet?.version, "1.37.2-1.1");
});
