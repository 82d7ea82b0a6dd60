/** The worker's side of mirrors: the rack's own, and those of rack.yaml. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { preparation } from "../index.ts";
import { aptProxy } from "../packages/apt-proxy.ts";
import { containerRuntime } from "../runtime/container-runtime.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";

const prepare = (spec = SPEC) => preparation(spec, { coordinatorClockMs: 0, dryRun: false });
const DOCKER = "/etc/containerd/certs.d/docker.io";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const rackMirror = { registry: "docker.io", url: "https://m.kube.local:7442/v2/docker.io", certificate: CERTIFICATE };
const ownerMirror = { registry: "docker.io", url: "http://192.168.40.1:5000", certificate: "" };

test("mirrors come and go with rack.yaml; those of a person stay", async () => {
  const mine = "/etc/containerd/certs.d/my.registry/hosts.toml";
  const world = examplePi({ files: { [mine]: "server = 'x'\n" } });
  await runOn(world, prepare());
  assert.equal(
    world.pi.file(`${DOCKER}/hosts.toml`),
    '# Written by pi-agent.\n[host."http://192.168.40.1:5000"]\n  capabilities = ["pull", "resolve"]\n',
  );
  await runOn(world, [containerRuntime({ ...SPEC, mirrors: [] })]);
  assert.equal(world.pi.file(`${DOCKER}/hosts.toml`), undefined);
  assert.equal(world.pi.file(mine), "server = 'x'\n");
});

test("the rack's mirror is asked before the owner's, with its own certificate, and leaves no trace", async () => {
  const world = examplePi();
  const both = { ...SPEC, mirrors: [rackMirror, ownerMirror] };
  await runOn(world, prepare(both));
  assert.equal(
    world.pi.file(`${DOCKER}/hosts.toml`),
    `# Written by pi-agent.
[host."https://m.kube.local:7442/v2/docker.io"]
  capabilities = ["pull", "resolve"]
  override_path = true
  ca = "${DOCKER}/rackberry-mirror1.crt"

[host."http://192.168.40.1:5000"]
  capabilities = ["pull", "resolve"]
`,
  );
  assert.equal(world.pi.file(`${DOCKER}/rackberry-mirror1.crt`), CERTIFICATE);
  assert.equal((await runOn(world, [containerRuntime(both)])).changed, 0);
  await runOn(world, [containerRuntime({ ...SPEC, mirrors: [ownerMirror] })]);
  assert.equal(world.pi.file(`${DOCKER}/rackberry-mirror1.crt`), undefined);
  assert.doesNotMatch(world.pi.file(`${DOCKER}/hosts.toml`) ?? "", /kube\.local/);
});

test("apt's proxy is set in a file that the owner's settings override, and removed again", async () => {
  const world = examplePi();
  const mirrored = { ...SPEC, aptProxy: "http://master1.kube.local:7441" };
  await runOn(world, [aptProxy(mirrored)]);
  const file = "/etc/apt/apt.conf.d/00rackberry-mirror";
  assert.match(world.pi.file(file) ?? "", /^Acquire::http::Proxy "http:\/\/master1\.kube\.local:7441";$/m);
  assert.equal((await runOn(world, [aptProxy(mirrored)])).changed, 0);
  await runOn(world, [aptProxy(SPEC)]);
  assert.equal(world.pi.file(file), undefined);
});

test("package lists stay valid for the mirror's age and two to three weeks more", async () => {
  const world = examplePi();
  const day = 86_400_000;
  const now = world.clock.now();
  const validDays = () =>
    Number(/Min-ValidTime "(\d+)"/.exec(world.pi.file("/etc/apt/apt.conf.d/00rackberry-mirror") ?? "")?.[1]) / 86_400;
  const filled = (daysAgo: number) => ({
    ...SPEC,
    aptProxy: "http://master1.kube.local:7441",
    aptProxyFilledMs: daysAgo < 0 ? 0 : now - daysAgo * day,
  });
  for (const [daysAgo, valid, changes] of [
    [-1, 21, 1],
    [0, 21, 0],
    [10, 21, 0],
    [30, 51, 1],
    [400, 421, 1],
    [0, 21, 1],
  ] as const) {
    const { changed } = await runOn(world, [aptProxy(filled(daysAgo))]);
    assert.deepEqual([validDays(), changed], [valid, changes], `filled ${daysAgo} days ago`);
  }
});
