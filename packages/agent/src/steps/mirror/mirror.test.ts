import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import { preparation } from "../index.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { mirroring, readMirrorContent, unmirroring } from "./mirroring.ts";

const MASTER = { ...SPEC, name: "master1" };
const REQUEST = { spec: MASTER, images: ["docker.io/library/nginx:latest"], generation: "1", coordinatorClockMs: 0 };

async function master(world = examplePi()) {
  await runOn(world, preparation(MASTER, { coordinatorClockMs: 0, dryRun: false }));
  world.pi.changes.length = 0;
  return world;
}
const link = (path: string) => `/var/lib/rackberry-mirror/images/docker/registry/v2/repositories/${path}/current/link`;

test("the mirror serves packages and what a worker needs of the images; a second run changes nothing", async () => {
  const world = await master();
  const { pi } = world;
  await runOn(world, mirroring(REQUEST));
  for (const half of ["packages", "images"]) {
    assert.deepEqual(pi.state.units[`rackberry-mirror-${half}.service`], { enabled: true, active: true });
    assert.equal(pi.state.units[`rackberry-mirror-${half}-fill.service`]?.active, false);
  }
  assert.ok(pi.file(link("registry.k8s.io/pause/_manifests/tags/3.10.2")));
  assert.ok(pi.file(link("docker.io/library/nginx/_manifests/tags/latest")));
  assert.ok(!pi.changes.some((change) => /etcd|kube-apiserver/.test(change)), "what only the control plane runs stays");
  pi.changes.length = 0;
  assert.equal((await runOn(world, mirroring(REQUEST))).changed, 0);
  assert.deepEqual(pi.changes, []);
});

test("what serves can change nothing and goes nowhere", async () => {
  const world = await master();
  await runOn(world, mirroring(REQUEST));
  assert.match(world.pi.file("/etc/rackberry-mirror/packages/acng.conf") ?? "", /^Offlinemode: 1$/m);
  const images = JSON.parse(world.pi.file("/etc/rackberry-mirror/images.json") ?? "");
  assert.deepEqual(images.storage.maintenance.readonly, { enabled: true });
  assert.equal((await world.pi.info("/etc/rackberry-mirror/images.key"))?.mode, 0o600);
  const fill = world.pi.file("/etc/systemd/system/rackberry-mirror-images-fill.service") ?? "";
  assert.match(fill, /^PrivateNetwork=yes$/m);
});

test("Debian's own services, which anybody could write to, never start", async () => {
  const world = await master();
  await runOn(world, mirroring(REQUEST));
  for (const name of ["apt-cacher-ng.service", "docker-registry.service"]) {
    assert.deepEqual(world.pi.state.units[name], { enabled: false, active: false });
  }
});

test("https packages are pulled over https and asked for over http: the proxy has the same file for both", async () => {
  const lists: string[] = [];
  const world = examplePi({
    unit: (argv) => {
      const list = world.pi.state.files["/var/lib/rackberry-mirror/apt/sources/kubernetes.list"]?.content;
      if (argv.includes("update") && list) lists.push(/(http\S+) \/$/m.exec(list)?.[1] ?? "");
      return {};
    },
  });
  await master(world);
  await runOn(world, mirroring(REQUEST));
  assert.deepEqual(lists, [
    "http://127.0.0.1:7439/HTTPS///pkgs.k8s.io/core:/stable:/v1.36/deb/",
    "http://pkgs.k8s.io/core:/stable:/v1.36/deb/",
  ]);
});

test("another generation pulls anew what may have changed, and only that", async () => {
  const world = await master();
  await runOn(world, mirroring(REQUEST));
  world.pi.changes.length = 0;
  await runOn(world, mirroring({ ...REQUEST, generation: "2" }));
  assert.deepEqual(
    world.pi.changes.filter((change) => /^(?:ctr|apt-get)/.test(change)),
    [
      ...["apt-get download", "apt-get download"],
      ...["ctr pull docker.io/library/nginx:latest", "ctr push docker.io/library/nginx:latest"],
    ],
  );
});

test("workers are told the packages' key, the certificate for the master's name, and the registries", async () => {
  const world = await master();
  await runOn(world, mirroring(REQUEST));
  const content = await readMirrorContent(world.pi, REQUEST);
  assert.equal(content.packagesKey, SPEC.packages.key);
  assert.equal(new X509Certificate(content.certificate).checkHost("master1.kube.local"), "master1.kube.local");
  assert.deepEqual(content.registries, ["docker.io", "registry.k8s.io"]);
});

test("a pull that fails leaves nothing that fills, and says so; the next one goes on", async () => {
  let refuse = true;
  const world = examplePi({
    unit: (argv) => (refuse && argv.includes("pull") ? { exit: 1, lines: ["no route to host"] } : {}),
  });
  await master(world);
  await assert.rejects(runOn(world, mirroring(REQUEST)), { step: "mirror-images", message: /ctr exited 1: no route/ });
  assert.notEqual(world.pi.state.units["rackberry-mirror-images-fill.service"]?.active, true);
  refuse = false;
  assert.equal((await runOn(world, mirroring(REQUEST))).changed, 1);
});

test("an agent killed while it pulls waits for the end of that download before it begins anew", async () => {
  const world = examplePi({ unit: (argv) => ({ ms: argv.includes("--download-only") ? 60_000 : 0 }) });
  await master(world);
  const stop = new AbortController();
  const original = world.clock.sleep.bind(world.clock);
  world.clock.sleep = async (ms, signal) => {
    if (ms > 50_000) stop.abort(new Error("killed"));
    await original(ms, signal);
  };
  await assert.rejects(runOn(world, mirroring(REQUEST), { signal: stop.signal }), /killed/);
  world.clock.sleep = original;
  const { lines } = await runOn(world, mirroring(REQUEST));
  assert.ok(lines.includes("apt-get was started before the agent restarted: waiting for it to end"));
  assert.equal((await runOn(world, mirroring(REQUEST))).changed, 0);
});

test("a dry run says what would be done and does nothing", async () => {
  const world = await master();
  const { steps } = await runOn(world, mirroring(REQUEST), { dryRun: true });
  assert.match(steps.find(({ step }) => step === "mirror-packages")?.sentence ?? "", /pull the packages of a worker/);
  assert.match(steps.find(({ step }) => step === "mirror-images")?.sentence ?? "", /copy .*nginx:latest/);
  assert.deepEqual(world.pi.changes, []);
});

test("taken back, nothing of it is left; what the owner had before stays", async () => {
  const world = await master();
  world.pi.state.packages["docker-registry"] = { version: "2.8.2+ds1-1", held: false };
  world.pi.state.units["docker-registry.service"] = { enabled: true, active: true };
  await runOn(world, mirroring(REQUEST));
  await runOn(world, unmirroring);
  assert.deepEqual(
    Object.keys(world.pi.state.files).filter((path) => path.includes("rackberry-mirror")),
    [],
  );
  assert.deepEqual(
    Object.keys(world.pi.state.packages).filter((name) => /apt-cacher|registry/.test(name)),
    ["docker-registry"],
  );
  assert.deepEqual(world.pi.state.units["docker-registry.service"], { enabled: true, active: true });
  world.pi.changes.length = 0;
  assert.equal((await runOn(world, unmirroring)).changed, 0);
  assert.deepEqual(world.pi.changes, []);
});
