/** What a person had on the Pi before: runtimes, clusters, sources, configurations. Nothing vanishes without a copy. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { preparation } from "./index.ts";
import { podNetwork } from "./network/pod-network.ts";
import { aptSources } from "./packages/apt-sources.ts";
import { kubernetesPackages } from "./packages/kubernetes-packages.ts";
import { containerRuntime } from "./runtime/container-runtime.ts";
import { examplePi, runOn, SPEC } from "./testing/example.ts";
import { KEPT } from "./tools/kept-files.ts";

const prepare = (dryRun = false) => preparation(SPEC, { coordinatorClockMs: 0, dryRun });
const CONFIG = "/etc/containerd/config.toml";
const MINE = `version = 2
[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.house.lan".auth]
  username = "puller"
  password = "not-a-real-one"
`;

/** With Docker's packages, from its own repository. */
function docker() {
  const world = examplePi({ files: { [CONFIG]: 'disabled_plugins = ["cri"]\n' } });
  Object.assign(world.pi.state.packages, {
    "containerd.io": { version: "1.7.27-1", held: false },
    "docker-ce": { version: "5:28.1.1-1~debian.12~bookworm", held: false },
  });
  world.pi.state.units["containerd.service"] = { enabled: true, active: true };
  return world;
}

test("Docker's containerd is the runtime that it is: nothing of Docker goes, and the plan says what is used", async () => {
  const world = docker();
  const { steps } = await runOn(world, prepare(true), { dryRun: true });
  const sentence = (name: string) => steps.find(({ step }) => step === name)?.sentence ?? "";
  assert.match(
    sentence("kubernetes-packages"),
    /; install kubeadm, kubelet and iptables; take Docker's containerd\.io 1\.7\.27 for the runtime; hold containerd\.io at this version$/,
  );
  await runOn(world, prepare());
  const { packages } = world.pi.state;
  assert.ok(packages["docker-ce"] && packages["containerd.io"]?.held);
  assert.equal(packages.containerd, undefined);
  assert.match(world.pi.file(CONFIG) ?? "", /^version = 2$/m);
  assert.doesNotMatch(world.pi.file(CONFIG) ?? "", /disabled_plugins/);
  assert.deepEqual(world.pi.state.runsWith["containerd.service"], { [CONFIG]: world.pi.file(CONFIG) });
  assert.equal((await runOn(world, prepare())).changed, 0);
});

test("apt may remove nothing: what would have to go is named, and stays", async () => {
  const words = [
    "The following packages will be REMOVED:",
    "  podman-docker containers-common",
    "E: Packages need to be removed but remove is disabled.",
  ];
  const calls: string[][] = [];
  const world = examplePi({
    unit: (argv) => {
      calls.push([...argv]);
      return argv.includes("install") ? { exit: 100, lines: words } : {};
    },
  });
  await assert.rejects(runOn(world, [kubernetesPackages(SPEC)]), {
    code: "refused",
    message:
      "kubeadm, kubelet, containerd and iptables cannot be installed beside podman-docker and containers-common: " +
      "nothing was removed; remove them by hand, or start this Pi with a fresh card",
  });
  assert.ok(calls.filter((argv) => argv.includes("install")).every((argv) => argv.includes("--no-remove")));
});

test("the plan says which versions of Kubernetes are replaced", async () => {
  const world = examplePi();
  world.pi.state.packages.kubelet = { version: "1.33.1-1.1", held: true };
  const [planned] = (await runOn(world, [kubernetesPackages(SPEC)], { dryRun: true })).steps;
  assert.match(planned?.sentence ?? "", /install kubeadm, kubelet, .*; in place of kubelet 1\.33\.1/);
});

for (const [path, words] of [
  ["/etc/systemd/system/k3s.service", /^k3s is installed here, .*: sudo k3s-uninstall\.sh removes it; or start/],
  ["/etc/systemd/system/k3s-agent.service", /sudo k3s-agent-uninstall\.sh/],
  ["/snap/microk8s/current", /sudo snap remove --purge microk8s/],
  ["/usr/local/lib/systemd/system/rke2-agent.service", /sudo rke2-uninstall\.sh/],
  ["/snap/k8s/current", /sudo snap remove --purge k8s/],
  ["/etc/systemd/system/k0sworker.service", /sudo k0s reset/],
  ["/usr/local/bin/containerd", /a containerd that belongs to no package is installed here/],
] as const) {
  test(`what cannot be had beside a node is refused before anything is touched: ${path}`, async () => {
    const world = examplePi({ files: { [path]: "" } });
    await assert.rejects(runOn(world, prepare()), { code: "refused", step: "predecessors", message: words });
    assert.deepEqual(world.pi.changes, []);
  });
}

test("a person's configuration of containerd is kept, and the plan says where", async () => {
  const world = examplePi({ files: { [CONFIG]: MINE } });
  world.pi.state.packages.containerd = { version: "1.6.20~ds1-1+deb12u1", held: false };
  world.pi.state.packages.kubeadm = { version: "1.36.3-1.1", held: false };
  world.pi.state.units["containerd.service"] = { enabled: true, active: true };
  world.pi.state.units["kubelet.service"] = { enabled: true, active: false };
  const [planned] = (await runOn(world, [containerRuntime(SPEC)], { dryRun: true })).steps;
  assert.match(planned?.sentence ?? "", new RegExp(`^keep your ${CONFIG} in ${KEPT}; write ${CONFIG}`));
  await runOn(world, [containerRuntime(SPEC)]);
  assert.equal(world.pi.file(`${KEPT}${CONFIG}`), MINE);
  assert.equal((await world.pi.info(`${KEPT}${CONFIG}`))?.mode, 0o600);
  assert.doesNotMatch(world.pi.file(CONFIG) ?? "", /puller/);
  // What is added to ours, against its first line, is kept as well; the same thing once.
  for (const text of [`${world.pi.file(CONFIG)}# mine\n`, MINE]) {
    world.pi.put(CONFIG, text);
    await runOn(world, [containerRuntime(SPEC)]);
  }
  assert.match(world.pi.file(`${KEPT}${CONFIG}.2`) ?? "", /^# mine$/m);
  assert.equal(world.pi.file(`${KEPT}${CONFIG}.3`), undefined);
});

test("a configuration that is its package's own leaves no copy, and no word in the plan", async () => {
  const packed = "version = 2\n";
  const md5 = createHash("md5").update(packed).digest("hex");
  const status = `Package: containerd\nStatus: install ok installed\nConffiles:\n ${CONFIG} ${md5}\n`;
  const world = examplePi({ files: { [CONFIG]: packed, "/var/lib/dpkg/status": status } });
  const { events } = await runOn(world, prepare());
  assert.ok(events.every(({ sentence }) => !sentence.includes("keep your")));
  assert.equal(world.pi.file(`${KEPT}${CONFIG}`), undefined);
});

test("a person's mirror of a registry that rack.yaml names, too, is kept", async () => {
  const path = "/etc/containerd/certs.d/docker.io/hosts.toml";
  const world = examplePi({ files: { [path]: 'server = "https://mine"\n' } });
  await runOn(world, prepare());
  assert.match(world.pi.file(path) ?? "", /192\.168\.40\.1:5000/);
  assert.equal(world.pi.file(`${KEPT}${path}`), 'server = "https://mine"\n');
});

const PARTS = "/etc/apt/sources.list.d";
const SIGNED = "Signed-By: /etc/apt/keyrings/kubernetes-apt-keyring.gpg\n";
const SOURCES: readonly (readonly [story: string, path: string, before: string, after: string])[] = [
  [
    "today's repository in a stanza",
    `${PARTS}/pkgs_k8s_io.sources`,
    `Types: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n${SIGNED}`,
    `Enabled: no\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n${SIGNED}`,
  ],
  [
    "another minor, switched on, beside a stanza of a person",
    `${PARTS}/all.sources`,
    `# mine\nTypes: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm\n\nenabled: yes\nTypes: deb\nuris: https://pkgs.k8s.io/core:/stable:/v1.30/deb\nSuites: /\n`,
    `# mine\nTypes: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm\n\nEnabled: no\nTypes: deb\nuris: https://pkgs.k8s.io/core:/stable:/v1.30/deb\nSuites: /\n`,
  ],
  [
    "a stanza after a blank line, with its key in it",
    `${PARTS}/blank.sources`,
    `\n\t\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\nSigned-By:\n -----BEGIN-----\n .\n x\n`,
    `\n\t\nEnabled: no\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\nSigned-By:\n -----BEGIN-----\n .\n x\n`,
  ],
  [
    "a stanza after one line end",
    `${PARTS}/line.sources`,
    `\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n`,
    `\nEnabled: no\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n`,
  ],
  [
    "an address among others, on a line of its own",
    `${PARTS}/mixed.sources`,
    `Types: deb\nURIs: http://house.lan/deb\n ${SPEC.packages.url}\nSuites: /\n`,
    `Types: deb\nURIs: http://house.lan/deb\nSuites: /\n`,
  ],
  [
    "a line of the guide, without the slash at the end",
    `${PARTS}/k8s.list`,
    "deb [signed-by=/etc/apt/keyrings/k.gpg arch=arm64] https://pkgs.k8s.io/core:/stable:/v1.36/deb /\n# deb https://pkgs.k8s.io/core:/x /\n",
    "# without (pi-agent): deb [signed-by=/etc/apt/keyrings/k.gpg arch=arm64] https://pkgs.k8s.io/core:/stable:/v1.36/deb /\n# deb https://pkgs.k8s.io/core:/x /\n",
  ],
  [
    "the repository of 2019, in the main file with a remark in Latin-1",
    "/etc/apt/sources.list",
    "# K\xfcche\r\ndeb http://apt.kubernetes.io/ kubernetes-xenial main\r\ndeb http://deb.debian.org/debian bookworm main\r\n",
    "# K\xfcche\r\n# without (pi-agent): deb http://apt.kubernetes.io/ kubernetes-xenial main\r\ndeb http://deb.debian.org/debian bookworm main\r\n",
  ],
  [
    "Google's, whose other packages stay",
    `${PARTS}/google.list`,
    "deb https://packages.cloud.google.com/apt kubernetes-xenial main\ndeb https://packages.cloud.google.com/apt cloud-sdk main\n",
    "# without (pi-agent): deb https://packages.cloud.google.com/apt kubernetes-xenial main\ndeb https://packages.cloud.google.com/apt cloud-sdk main\n",
  ],
];
for (const [story, path, before, after] of SOURCES) {
  test(`another source of Kubernetes is switched off, with a copy: ${story}`, async () => {
    const world = examplePi();
    await world.pi.write(path, before, { encoding: "bytes" });
    const { steps } = await runOn(world, [aptSources(SPEC)]);
    assert.equal(steps[0]?.sentence, `disable other Kubernetes sources in ${path}, and keep a copy in ${KEPT}`);
    assert.equal(await world.pi.read(path, "bytes"), after);
    assert.equal(await world.pi.read(`${KEPT}${path}`, "bytes"), before);
    assert.equal((await runOn(world, [aptSources(SPEC)])).changed, 0);
  });
}

test("sources that are not Kubernetes' own stay, and what is switched off already", async () => {
  const files = {
    [`${PARTS}/crio.list`]: "deb https://pkgs.k8s.io/addons:/cri-o:/stable:/v1.30/deb/ /\n",
    [`${PARTS}/off.sources`]: `Enabled: no\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n`,
    [`${PARTS}/old.list.save`]: `deb ${SPEC.packages.url} /\n`,
  };
  const world = examplePi({ files });
  assert.equal((await runOn(world, [aptSources(SPEC)])).changed, 0);
});

test("the guide's own kubernetes.list is kept when ours takes its place", async () => {
  const path = `${PARTS}/kubernetes.list`;
  const guide =
    "deb [signed-by=/etc/apt/keyrings/kubernetes-apt-keyring.gpg] https://pkgs.k8s.io/core:/stable:/v1.30/deb/ /\n";
  const world = examplePi({ files: { [path]: guide } });
  const { steps } = await runOn(world, prepare());
  const sentence = steps.find(({ step }) => step === "kubernetes-packages")?.sentence ?? "";
  assert.match(sentence, new RegExp(`^keep your ${path} in ${KEPT}; `));
  assert.equal(world.pi.file(`${KEPT}${path}`), guide);
});

test("the pod network of an earlier cluster is put aside, and left alone once the node is in one", async () => {
  const other = "/etc/cni/net.d/05-cilium.conflist";
  const later = "/etc/cni/net.d/87-podman.conflist";
  const world = examplePi({ files: { [other]: "{}", [later]: "{}" } });
  await runOn(world, [podNetwork(SPEC.network)]);
  assert.deepEqual([world.pi.file(other), world.pi.file(`${KEPT}${other}`)], [undefined, "{}"]);
  assert.equal(world.pi.file(later), "{}");
  world.pi.put(other, "{}");
  world.pi.put("/etc/kubernetes/kubelet.conf", "");
  assert.equal((await runOn(world, [podNetwork(SPEC.network)])).changed, 0);
});

test("a drop-in of the kubelet's unit that somebody left is told", async () => {
  const path = "/etc/systemd/system/kubelet.service.d/10-kubeadm.conf";
  const world = examplePi({ files: { [path]: "[Service]\n" } });
  const { lines } = await runOn(world, prepare());
  assert.ok(lines.includes(`${path} changes how the kubelet is started`), lines.join("\n"));
});

test("words for the kubelet that somebody left are told", async () => {
  const world = examplePi({ files: { "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--node-ip=192.168.1.39\n" } });
  const { steps } = await runOn(world, prepare(true), { dryRun: true });
  const sentence = steps.find(({ step }) => step === "predecessors")?.sentence;
  assert.equal(sentence, "/etc/default/kubelet gives the kubelet extra arguments: --node-ip=192.168.1.39");
});
