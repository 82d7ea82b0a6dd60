/**
 * A worker that never had internet access, and a master that loses it: packages and images come from the rack's mirror.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { deployNginx, pages } from "../story/nginx.ts";
import { statusWhen } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { killService, running } from "./pi-state.ts";

const PACKAGES = 7441;
const IMAGES = 7442;

let lab: Lab;
let master: Pi;
let worker: Pi;
let address: string;

before(async () => {
  lab = await openLab({ name: "e2e-offline", onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  worker = await lab.pi();
  await lab.rack.cutInternet(worker);
});
after(() => lab?.close());

test("without the internet and without a mirror a worker fails, and says in apt's words why", async () => {
  await master.plugIn();
  await running(master, "kubeadm");
  // What fails without a mirror fails more often on a slower machine, so the failures are not counted.
  await worker.plugIn();
  await isReady(master);
  address = (await master.address()) ?? "";
  const failed = (status: RackStatus) => node(status)?.phase === "failed" && node(status)?.detail;
  const reason = await statusWhen(lab, "the worker fails", failed, { limit: 90 });
  assert.match(
    reason,
    /^apply: kubernetes-packages: nothing answers at http:\/\/pkgs\.k8s\.io\/.*Network is unreachable/,
  );
  assert.ok((await lab.rack.refusedConnections(worker)) > 0, "it tried");
});

test("pictl mirror fills the mirror, whoever is killed meanwhile, and the worker says that it waits for it", async () => {
  await lab.pictl(["mirror", "nginx"]);
  const waits = (status: RackStatus) => /waits until the rack's mirror is filled/.test(node(status)?.detail ?? "");
  await statusWhen(lab, "the worker waits", waits, { limit: 30 });
  await running(master, "apt-cacher-ng");
  await killService(master, "pi-agent");
  await running(master, "docker-registry");
  await killService(master, "pi-coordinator");
  await statusWhen(lab, "the mirror is filled", ({ mirror }) => mirror?.state === "filled", { limit: 180 });
  const { stdout } = await lab.pictl(["status"]);
  assert.match(stdout, /^Mirror: filled: serves packages, and images from docker\.io, ghcr\.io, registry\.k8s\.io$/m);
});

test("with the internet gone for the master too, the worker becomes Ready by itself", async () => {
  await lab.rack.cutInternet(master);
  const before = await lab.rack.refusedConnections(worker);
  await isReady(worker);
  assert.equal(await lab.rack.refusedConnections(worker), before, "it has asked nobody but the master");
});

test("and runs nginx, whose image it never could pull", async () => {
  const before = await lab.rack.refusedConnections(worker);
  const port = await deployNginx(lab, master);
  assert.equal(await pages(lab, [(await worker.address()) ?? ""], port), 1);
  assert.equal(await lab.rack.refusedConnections(worker), before);
  const { stdout } = await worker.exec(["ctr", "--namespace", "k8s.io", "images", "list", "--quiet"]);
  for (const image of ["registry.k8s.io/pause", "registry.k8s.io/kube-proxy", "ghcr.io/flannel-io/flannel:"]) {
    assert.ok(stdout.includes(image), image);
  }
});

test("the network reads the mirror and cannot change it", async () => {
  const curl = async (...args: string[]) => {
    const argv = ["curl", "-sS", "-m", "10", "-o", "/dev/null", "-w", "%{http_code}", ...args];
    return (await lab.rack.exec(argv, { check: false })).stdout;
  };
  const name = "master1.kube.local";
  const authority = `${lab.directory}/mirror.crt`;
  await lab.rack.exec(["tee", authority], { stdin: (await master.read("/etc/rackberry-mirror/images.crt")) ?? "" });
  const registry = ["--cacert", authority, "--resolve", `${name}:${IMAGES}:${address}`];
  const images = `https://${name}:${IMAGES}/v2/docker.io/library/nginx`;
  assert.equal(await curl(...registry, `${images}/tags/list`), "200");
  assert.equal(await curl(...registry, "-X", "POST", `${images}/blobs/uploads/`), "405");
  assert.equal(await curl(...registry, "-X", "PUT", "-d", "{}", `${images}/manifests/latest`), "405");
  assert.equal(await curl(...registry, "-X", "DELETE", `${images}/manifests/latest`), "405");
  const proxy = ["-x", `http://${address}:${PACKAGES}`];
  assert.equal(await curl(...proxy, "http://deb.debian.org/debian/dists/bookworm/InRelease"), "200");
  for (const elsewhere of ["http://registry.rack:5000/v2/", "http://pkgs.k8s.io/anything.deb"]) {
    assert.match(await curl(...proxy, elsewhere), /^(?:403|503)$/, elsewhere);
  }
  assert.equal(await curl(...proxy, "https://pkgs.k8s.io/"), "000", "no tunnels");
});

test("nothing else listens for it: neither Debian's own services, nor what filled the mirror", async () => {
  const { stdout } = await master.exec(["ss", "-Hltnp"]);
  const found = stdout
    .split("\n")
    .flatMap((line) => /:(\d+) .*"(docker-registry|apt-cacher-ng)"/.exec(line)?.[1] ?? []);
  assert.deepEqual([...new Set(found)].sort(), [String(PACKAGES), String(IMAGES)]);
  const { stdout: key } = await master.exec(["stat", "-c", "%a %U", "/etc/rackberry-mirror/images.key"]);
  assert.equal(key.trim(), "600 root");
});

test("pictl mirror --off takes all of it back", async () => {
  await lab.pictl(["mirror", "--off"]);
  const removed = ({ mirror, nodes }: RackStatus) => !mirror && nodes.every(({ phase }) => phase === "ready");
  await statusWhen(lab, "the mirror is removed", removed, { limit: 60 });
  for (const path of ["/var/lib/rackberry-mirror", "/etc/rackberry-mirror", "/usr/bin/docker-registry"]) {
    assert.notEqual((await master.exec(["test", "-e", path], { check: false })).code, 0, path);
  }
  const gone = async () => (await worker.read("/etc/apt/apt.conf.d/00rackberry-mirror")) === undefined;
  await until("the worker asks the internet again", gone, { limit: 30 });
  const hosts = (await worker.read("/etc/containerd/certs.d/docker.io/hosts.toml")) ?? "";
  assert.match(hosts, /registry\.rack:5000/);
  assert.doesNotMatch(hosts, /master1/);
});

async function isReady({ serial }: Pi): Promise<void> {
  const ready = ({ nodes }: RackStatus) => nodes.some((one) => one.serial === serial && one.phase === "ready");
  await statusWhen(lab, `${serial} is Ready`, ready, { limit: 300 });
}

const node = ({ nodes }: RackStatus) => nodes.find((one) => one.serial === worker.serial);
