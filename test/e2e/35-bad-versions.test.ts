/**
 * A rack.yaml that asks for versions nobody serves: each time one sentence, nothing half installed, and the rack
 * continues as soon as it is fixed. Then what init has fixed, which later changes of rack.yaml cannot change.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { rackSettings, type Settings, setKeys } from "../story/rack-settings.ts";
import { allReady, statusWhen } from "../story/ready.ts";
import { journal } from "./pi-state.ts";

const FILE = "/etc/pi-coordinator/rack.yaml";

let lab: Lab;
let master: Pi;
let version: string;
let good: Settings;

before(async () => {
  lab = await openLab({
    name: "e2e-versions",
    settings: { kubernetes: "1.36.99" },
    onLog: (line) => console.log(line),
  });
  version = lab.rack.versions[0] ?? "";
  good = rackSettings(version);
  master = await lab.pi({ master: true });
  await master.plugIn();
});
after(() => lab?.close());

test("a patch that does not exist is refused with those that do, before anything is installed", async () => {
  const detail = await failsWith(/Kubernetes 1\.36\.99 is not in http:\/\/pkgs\.k8s\.io\/\S+: it has/);
  assert.ok(detail.includes(version), detail);
  await nothingInstalled();
});

test("a repository with another minor's content is named with both", async () => {
  await write({ ...good, kubernetes: "1.35" });
  await says(/has Kubernetes 1\.36 but not 1\.35/);
  await nothingInstalled();
});

test("a repository that is not there is named in apt's words", async () => {
  await write({ ...good, packages: { ...(good.packages as object), url: "http://pkgs.k8s.io/nothing/deb/" } });
  await says(/http:\/\/pkgs\.k8s\.io\/nothing\/deb.*404/);
  await nothingInstalled();
});

test("an image that is not there is named in kubeadm's words, and there is no cluster yet", async () => {
  await write({ ...good, images: { ...(good.images as object), repository: "registry.k8s.io/nothing" } });
  // containerd asks the mirror, then the registry itself, which the rack does not have.
  await failsWith(/failed to pull image registry\.k8s\.io\/nothing\/\S+: .*no such host/);
  assert.equal((await lab.status())?.cluster.state === "up", false);
});

test("mended, the rack goes on by itself, with the newest patch that there is", async () => {
  await write(good);
  const status = await allReady(lab, 1);
  assert.equal(status.kubernetesVersion, version);
  const field = "jsonpath={.items[*].status.nodeInfo.kubeletVersion}";
  assert.equal(await lab.kubectl(master, ["get", "nodes", "-o", field]), `v${version}`);
});

test("what init fixed is refused with both values, and the rack stays as it is", async () => {
  await write({ ...good, podSubnet: "10.80.0.0/16", network: "direct" });
  const refusals = ({ notices, nodes }: RackStatus) =>
    nodes.every(({ phase }) => phase === "ready") && notices.length >= 2 && notices.join("\n");
  const said = await statusWhen(lab, "the refusals are shown", refusals, { limit: 60 });
  assert.match(said, /podSubnet: 10\.80\.0\.0\/16 is refused: the cluster was made with 10\.244\.0\.0\/16/);
  assert.match(said, /network: direct is refused: the cluster was made with flannel/);
  assert.match((await lab.pictl(["plan"])).stdout, /podSubnet: 10\.80\.0\.0\/16 is refused[\s\S]*nothing would change/);
  assert.match(await journal(master, "pi-coordinator"), /network: direct is refused/);
});

/** Writes rack.yaml, on the laptop and by hand on the master, and restarts the coordinator. */
async function write(settings: Settings): Promise<void> {
  const file = join(lab.directory, "rack.yaml");
  setKeys(file, settings);
  await master.exec(["tee", FILE], { stdin: readFileSync(file, "utf8") });
  await master.exec(["systemctl", "restart", "pi-coordinator"]);
}

const failsWith = (words: RegExp) =>
  statusWhen(
    lab,
    `a failure: ${words}`,
    ({ nodes: [node] }) => node?.phase === "failed" && words.test(node.detail) && node.detail,
    {
      limit: 120,
    },
  );

const says = (words: RegExp) =>
  statusWhen(
    lab,
    `status says ${words}`,
    ({ notices, nodes }) => words.test([...notices, ...nodes.map(({ detail }) => detail)].join("\n")),
    { limit: 120 },
  );

async function nothingInstalled(): Promise<void> {
  for (const name of ["kubeadm", "kubelet", "containerd"]) {
    assert.notEqual((await master.exec(["dpkg", "--status", name], { check: false })).code, 0, name);
  }
}
