import assert from "node:assert/strict";
import { test } from "node:test";
import { packageList } from "../../host/testing/simulated/package-repository.ts";
import { fail, type SimulatedRepository } from "../../host/testing/simulated/program.ts";
import type { SimulatedPiOptions } from "../../host/testing/simulated-pi.ts";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";
import { PRIVATE_APT } from "./private-apt.ts";

const KEYRING = "/etc/apt/keyrings/kubernetes-apt-keyring.asc";
const url = "https://pkgs.k8s.io/core:/stable:/v1.36/deb/";
const armoured = (word: string) =>
  `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${word}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
const spec = (kubernetesVersion: string, key = "") => ({ ...SPEC, kubernetesVersion, packages: { url, key } });

/** Serves one key; whoever comes with another one, or with one that has expired, hears what apt says then. */
function repository(served: string, expired: readonly string[] = []) {
  const fetched: string[] = [];
  const simulated: SimulatedRepository = {
    key(address) {
      fetched.push(address);
      return armoured(served);
    },
    packages(_, key) {
      const said = expired.some((word) => key.includes(word))
        ? "EXPKEYSIG 23 isv"
        : !key.includes(served) && "NO_PUBKEY 23";
      if (said) return fail("apt-get", `W: GPG error: ${url}  InRelease: ${said}`, 100);
      return packageList(["1.36.0", "1.36.3", "1.36.4"]);
    },
  };
  return { fetched, simulated };
}

function world(simulated: SimulatedRepository, options: SimulatedPiOptions = {}) {
  const made = examplePi({ ...options, repository: simulated });
  made.pi.state.packages.containerd = { version: "2.2.1-0ubuntu1", held: true };
  return made;
}
const kept = (key: string): SimulatedPiOptions => ({ files: { [KEYRING]: key } });

test("exactly the wanted version is installed, held, and nothing is left of the question", async () => {
  const made = world(repository("new").simulated);
  await runOn(made, [kubernetesPackages(spec("1.36.3"))]);
  const wanted = "kubeadm=1.36.3-1.1 kubelet=1.36.3-1.1 iptables";
  assert.ok(made.pi.changes.includes(`apt-get install ${wanted}`));
  assert.deepEqual(made.pi.state.packages.kubelet, { version: "1.36.3-1.1", held: true });
  assert.equal(await made.pi.list(PRIVATE_APT), undefined);
  assert.equal((await runOn(made, [kubernetesPackages(spec("1.36.3"))])).changed, 0);
});

test("only a control plane gets kubectl, and a worker that has one keeps it as it is", async () => {
  const master = world(repository("new").simulated);
  await runOn(master, [kubernetesPackages({ ...spec("1.36.3"), controlPlane: true })]);
  assert.deepEqual(master.pi.state.packages.kubectl, { version: "1.36.3-1.1", held: true });
  const worker = world(repository("new").simulated);
  const own = { version: "1.36.0-1.1", held: false };
  worker.pi.state.packages.kubectl = { ...own };
  await runOn(worker, [kubernetesPackages(spec("1.36.3"))]);
  assert.deepEqual(worker.pi.state.packages.kubectl, own);
});

test("a version that is not there is refused before anything changes, naming those that are", async () => {
  const made = world(repository("new").simulated);
  await assert.rejects(runOn(made, [kubernetesPackages(spec("1.36.9"))]), {
    code: "refused",
    message: /^Kubernetes 1\.36\.9 is not in https:.*: it has 1\.36\.0, 1\.36\.3 and 1\.36\.4: /,
  });
  assert.deepEqual(Object.keys(made.pi.state.packages), ["containerd"]);
  assert.deepEqual(
    made.pi.changes.filter((what) => !what.includes(PRIVATE_APT)),
    [],
  );
});

test("a kept key that has expired is fetched anew, once, and replaced", async () => {
  const { fetched, simulated } = repository("new", ["old"]);
  const made = world(simulated, kept(armoured("old")));
  await runOn(made, [kubernetesPackages(spec("1.36.3"))]);
  assert.deepEqual(fetched, [`${url}Release.key`]);
  assert.equal(made.pi.file(KEYRING), armoured("new"));
});

test("when the fetched one has expired too, the sentence names the ways out, and it is not kept", async () => {
  const { fetched, simulated } = repository("old", ["old"]);
  for (const made of [world(simulated), world(simulated, kept(armoured("older")))]) {
    const before = made.pi.file(KEYRING);
    await assert.rejects(runOn(made, [kubernetesPackages(spec("1.36.3"))]), {
      code: "refused",
      message:
        /has expired: EXPKEYSIG 23 isv: set kubernetes in rack\.yaml to a minor that is still maintained.*packages\.key/,
    });
    assert.equal(made.pi.file(KEYRING), before);
    assert.equal(await made.pi.list(PRIVATE_APT), undefined);
  }
  assert.equal(fetched.length, 2);
});

test("a key from rack.yaml is used as it is; a good one on the host is not fetched again", async () => {
  const { fetched, simulated } = repository("new", ["old"]);
  await assert.rejects(runOn(world(simulated), [kubernetesPackages(spec("1.36.3", armoured("old")))]), /EXPKEYSIG/);
  await runOn(world(simulated), [kubernetesPackages(spec("1.36.3", armoured("new")))]);
  await runOn(world(simulated, kept(armoured("new"))), [kubernetesPackages(spec("1.36.3"))]);
  assert.deepEqual(fetched, []);
});

test("what is served in the place of a key is not one", async () => {
  const page: SimulatedRepository = { ...repository("new").simulated, key: () => "<html>" };
  const made = world(page);
  await assert.rejects(
    runOn(made, [kubernetesPackages(spec("1.36.3"))]),
    /Release\.key is not an ASCII-armoured PGP key/,
  );
  assert.equal(made.pi.file(KEYRING), undefined);
});

const RUNNING: readonly (readonly [wanted: string, sentence: RegExp])[] = [
  ["1.36.4", /runs Kubernetes 1\.36\.3 and rack\.yaml asks for 1\.36\.4: .*upgrade it with kubeadm upgrade, or reset/],
  ["1.37.2", /asks for 1\.37\.2: write kubernetes: 1\.36\.3 there again, upgrade it with kubeadm upgrade, or reset/],
  ["1.36.0", /asks for 1\.36\.0: .*kubeadm does not go back to an older version, or reset the node$/],
  ["1.35.6", /asks for 1\.35\.6: .*kubeadm does not go back to an older version/],
];
for (const [wanted, message] of RUNNING) {
  test(`${wanted} under a node that runs 1.36.3 is refused, and what is held stays`, async () => {
    const { fetched, simulated } = repository("new");
    const made = world(simulated);
    await runOn(made, [kubernetesPackages(spec("1.36.3"))]);
    made.pi.put("/etc/kubernetes/kubelet.conf", "");
    const before = structuredClone(made.pi.state);
    await assert.rejects(runOn(made, [kubernetesPackages(spec(wanted))]), { code: "refused", message });
    assert.deepEqual(made.pi.state, before);
    assert.equal(fetched.length, 1);
  });
}

test("killed while the repository is asked, the next run clears what was left and goes on", async () => {
  const made = world(repository("new").simulated, {
    files: { [`${PRIVATE_APT}/lists/old_Packages`]: packageList(["1.36.9"]) },
  });
  await assert.rejects(runOn(made, [kubernetesPackages(spec("1.36.9"))]), /1\.36\.9 is not in/);
  await runOn(made, [kubernetesPackages(spec("1.36.3"))]);
  assert.equal(await made.pi.list(PRIVATE_APT), undefined);
});

test("on a blank Pi no service is started by its package; where a runtime runs, packages do as they are used to", async () => {
  for (const runtime of [undefined, { version: "2.2.1-0ubuntu1", held: true }]) {
    const made = world(repository("new").simulated);
    delete made.pi.state.packages.containerd;
    if (runtime) made.pi.state.packages.containerd = runtime;
    const told: (string | undefined)[] = [];
    const runUnit = made.pi.runUnit.bind(made.pi);
    made.pi.runUnit = (unit, argv, options) => {
      if (argv.includes("install")) told.push(options?.env?.SYSTEMD_OFFLINE);
      return runUnit(unit, argv, options);
    };
    await runOn(made, [kubernetesPackages(spec("1.36.3"))]);
    assert.deepEqual(told, [runtime ? undefined : "1"]);
  }
});
