/** pictl kubeconfig: the cluster in the owner's own file. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { adminKubeconfig, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

const MASTER: RackStatus = {
  ...EMPTY_STATUS,
  rack: "cellar",
  nodes: [
    {
      ...{
        name: "master1",
        role: "control-plane",
        serial: "1",
        model: "Pi",
        phase: "ready",
        detail: "ready",
        since: 0,
      },
      address: "192.168.1.20",
    },
  ],
};

test("kubeconfig goes into the owner's own, by the master's address, for their eyes alone", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => MASTER, kubeconfig: async () => adminKubeconfig() });
  const { code, printed, noted } = await pictl(rack, api, ["kubeconfig"]);
  assert.equal(code, 0);
  assert.match(printed.join("\n"), /\.kube\/config has the context cellar: https:\/\/192\.168\.1\.20:6443$/);
  assert.deepEqual(noted, ["next: kubectl get nodes"]);
  assert.equal(statSync(`${rack.path}/.kube/config`).mode & 0o777, 0o600);
  assert.match(
    rack.read(".kube/config"),
    /server: https:\/\/192\.168\.1\.20:6443\n *tls-server-name: api\.kube\.local\n/,
  );
  assert.match(rack.read(".kube/config"), /^current-context: cellar$/m);
  const alone = await pictl(rack, api, ["kubeconfig", "--stdout"]);
  assert.equal(`${alone.printed.join("\n")}\n`, rack.read(".kube/config"));
});

test("kubeconfig -o leaves another cluster in the file, and what it cannot read", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, { status: () => MASTER, kubeconfig: async () => adminKubeconfig() });
  const into = (...options: string[]) => pictl(rack, api, ["kubeconfig", "-o", `${rack.path}/kube.conf`, ...options]);
  rack.write("kube.conf", adminKubeconfig("T1RIRVI="));
  const { code, noted } = await into();
  assert.equal(code, 0);
  assert.match(noted.join("\n"), /^next: kubectl --kubeconfig \S+kube\.conf --context cellar get nodes$/);
  assert.match(rack.read("kube.conf"), /^current-context: kubernetes-admin@kubernetes$/m);
  const twice = rack.read("kube.conf");
  assert.equal((await into()).code, 0);
  assert.equal(rack.read("kube.conf"), twice);
  assert.equal((await into("--name", "kubernetes")).code, 1);
  assert.equal(rack.read("kube.conf"), twice);
  for (const broken of ["a: [\nb", "- a list", "clusters: 7\n", "a: 1\n---\nb: 2\n"]) {
    rack.write("kube.conf", broken);
    const refused = await into("--force");
    assert.equal(refused.code, 1);
    assert.match(refused.noted.join("\n"), /^pictl: \S*kube\.conf:\d+: .*name another file \(-o FILE\)$/);
    assert.equal(rack.read("kube.conf"), broken);
  }
});
