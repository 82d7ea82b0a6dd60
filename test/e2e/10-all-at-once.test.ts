/** Three blank Pis at once, and everything that is true of the rack that they become. One rack, a story in order. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { flannelManifest } from "../../packages/coordinator/src/testing.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { whoSudoMakes } from "../story/login.ts";
import { deployNginx, pages } from "../story/nginx.ts";
import { allReady, stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { bootstrapTokens, fingerprint, journal, kernelWords } from "./pi-state.ts";

let lab: Lab;
let pis: Pi[];
let spare: Pi[];
let master: Pi;

before(async () => {
  lab = await openLab({ name: "e2e-all-at-once", onLog: (line) => console.log(line) });
  const cards = await lab.batch(5);
  pis = cards.slice(0, 3);
  spare = cards.slice(3);
  [master] = pis as [Pi];
});
after(() => lab?.close());

test("three blank Pis plugged in at once are three Ready nodes", async () => {
  await Promise.all(pis.map((pi) => pi.plugIn()));
  const status = await allReady(lab, 3);
  assert.deepEqual(
    status.nodes.map((node) => node.name),
    ["master1", "node1", "node2"],
  );
  const nodes = JSON.parse(await lab.kubectl(master, ["get", "nodes", "-o", "json"]));
  for (const node of nodes.items) {
    const ready = node.status.conditions.find((condition: { type: string }) => condition.type === "Ready");
    assert.equal(ready.status, "True", node.metadata.name);
    assert.equal(node.status.nodeInfo.kubeletVersion, "v1.20.2");
  }
});

test("cards with the cgroup flags cause no reboot at all", async () => {
  for (const pi of pis) {
    assert.equal(pi.boots, 1);
    assert.ok((await kernelWords(pi)).includes("cgroup_enable=memory"));
  }
});

test("nginx behind a NodePort answers on every node's address", async () => {
  const port = await deployNginx(lab, master);
  const addresses = await Promise.all(pis.map(async (pi) => (await pi.address()) ?? ""));
  assert.equal(await pages(lab, addresses, port), 3);
});

test("the owner logs in with the key of rack.yaml and may become root; the image's password opens nothing", async () => {
  for (const pi of pis) {
    assert.equal(await whoSudoMakes(lab, pi, "pi"), "root", pi.name);
    assert.match((await pi.read("/etc/shadow")) ?? "", /^pi:!/m, pi.name);
  }
});

test("every node knows every node by name and reaches it", async () => {
  for (const pi of pis) await knowsAll(pi, ["master1", "node1", "node2"]);
});

test("no join token is left behind", async () => {
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("the API server accepts the flannel manifest that the coordinator generates", async () => {
  const kubectl = ["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf"];
  // What lies in a namespace is judged only if the namespace is there; a dry run does not make it.
  await master.exec([...kubectl, "create", "namespace", "kube-flannel"]);
  const stdin = flannelManifest({ podSubnet: "10.244.0.0/16" });
  const { stdout } = await master.exec([...kubectl, "apply", "--dry-run=server", "-f", "-"], { stdin });
  await master.exec([...kubectl, "delete", "namespace", "kube-flannel"]);
  assert.match(stdout, /daemonset\.apps\/kube-flannel-ds created \(server dry run\)/);
});

test("pictl shows the rack, its plan, its logs and its kubeconfig", async () => {
  assert.match((await lab.pictl(["status"])).stdout, /node2/);
  assert.match((await lab.pictl(["plan"])).stdout, /master1/);
  assert.match((await lab.pictl(["logs", "node1", "-n", "2000"])).stdout, /adopted/);
  assert.match((await lab.pictl(["kubeconfig"])).stdout, /master1\.kube\.local:6443/);
});

test("a second pass changes nothing: not a step, not a byte under /etc or the boot folder", async () => {
  const folders = ["/etc", "/boot/firmware"];
  const prints = await Promise.all(pis.map((pi) => fingerprint(pi, folders)));
  const again = Date.now();
  await master.exec(["systemctl", "restart", "pi-coordinator"]);
  await Promise.all(pis.map((pi) => pi.exec(["systemctl", "restart", "pi-agent"])));
  const checked = async () => {
    const status = await lab.status();
    const fresh = status?.steps.filter((step) => step.atMs > again && step.outcome !== "started") ?? [];
    const nodes = new Set(fresh.map((step) => step.node));
    return nodes.size === 3 && status?.nodes.every((node) => node.phase === "ready") && fresh;
  };
  const fresh = await until("a whole second pass on three nodes", checked, { limit: 60 });
  assert.deepEqual([...new Set(fresh.map((step) => step.outcome))], ["ok"]);
  for (const [index, pi] of pis.entries()) assert.equal(await fingerprint(pi, folders), prints[index], pi.name);
});

test("a fourth Pi plugged in later is Ready, and every hosts file has it", async () => {
  const [fourth] = spare as [Pi, Pi];
  pis.push(fourth);
  await fourth.plugIn();
  await allReady(lab, 4);
  for (const pi of pis) await knowsAll(pi, ["master1", "node1", "node2", "node3"]);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("five cards made by one command are five Ready nodes", async () => {
  const [, fifth] = spare as [Pi, Pi];
  pis.push(fifth);
  await fifth.plugIn();
  const { nodes } = await allReady(lab, 5);
  assert.deepEqual(new Set(nodes.map((node) => node.serial)), new Set(pis.map((pi) => pi.serial)));
});

test("a node that is reset leaves the cluster and becomes Ready again under its name", async () => {
  const before = (await lab.status())?.nodes.find((node) => node.name === "node1");
  const uid = () => lab.kubectl(master, ["get", "node", "node1", "-o", "jsonpath={.metadata.uid}"]);
  const first = await uid();
  await lab.pictl(["reset", "node1", "--yes"]);
  const renewed = async () => ![first, ""].includes(await uid().catch(() => ""));
  await until("the cluster has the node anew", renewed, { limit: 180, otherwise: () => stories(lab) });
  await allReady(lab, 5);
  const after = (await lab.status())?.nodes.find((node) => node.name === "node1");
  assert.deepEqual([after?.serial, after?.address], [before?.serial, before?.address]);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("no secret is in an argument list, an environment, a journal or a file that others can read", async () => {
  const secrets = await rackSecrets();
  for (const pi of pis) {
    const world = await pi.exec([
      "find",
      "/etc",
      "/run",
      "/var",
      "/tmp",
      "/home",
      "-xdev",
      "-type",
      "f",
      "-perm",
      "/o+r",
      "-size",
      "-4M",
      "-print0",
    ]);
    const files = world.stdout.split("\0").filter(Boolean);
    const args = (
      await pi.exec(["sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'"])
    ).stdout;
    const words = await journal(pi, "pi-agent");
    for (const secret of secrets) {
      assert.ok(!args.includes(secret), `${pi.name}: argument or environment`);
      assert.ok(!words.includes(secret), `${pi.name}: journal`);
      const { stdout } = await pi.exec(["xargs", "-0", "grep", "-lF", "--", secret], {
        stdin: files.join("\0"),
        check: false,
      });
      assert.equal(stdout, "", `${pi.name}: readable by everyone`);
    }
  }
});

/** Names were handed out in order of arrival, so the coordinator says which Pi has which. */
async function knowsAll(pi: Pi, names: readonly string[]): Promise<void> {
  const nodes = (await lab.status())?.nodes ?? [];
  assert.deepEqual(
    nodes.map((node) => node.name),
    names,
  );
  for (const { name, serial } of nodes) {
    const address = (await pis.find((other) => other.serial === serial)?.address()) ?? "";
    const known = async () => (await pi.exec(["getent", "ahostsv4", `${name}.kube.local`], { check: false })).stdout;
    await until(`${pi.name} knows ${name} as ${address}`, async () => (await known()).startsWith(`${address} `), {
      limit: 30,
    });
    await pi.exec(["ping", "-c", "1", "-W", "2", name]);
  }
}

/** The rack secret and the coordinator's key, as they stand in their own files. */
async function rackSecrets(): Promise<string[]> {
  const secret = (await master.read("/etc/pi-coordinator/rack.secret"))?.trim();
  const key = (await master.read("/etc/pi-coordinator/coordinator.key"))?.split("\n")[1];
  assert.ok(secret && key, "the coordinator's secrets are where they belong");
  return [secret, key];
}
