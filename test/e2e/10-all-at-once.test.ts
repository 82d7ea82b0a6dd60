/** Three blank Pis at once, and everything that is true of the resulting rack. One rack, a story in order. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { whoSudoMakes } from "../story/login.ts";
import { deployNginx, pageByName, pages } from "../story/nginx.ts";
import { allReady, statusWhen, stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { architectureOf, arm64Pi, plansItsDrift, runsArm64Program } from "./arm64.ts";
import { bootstrapTokens, fingerprint, kernelWords } from "./pi-state.ts";
import { anywhere, cardSecretOf, leaks, ownersSecrets, secretsOnPis } from "./secrets.ts";
import { type ProgramWatch, watchPrograms } from "./watch-programs.ts";

let lab: Lab;
let pis: Pi[];
let spare: Pi[];
let master: Pi;
let arm64: Pi;
let watch: ProgramWatch;
/** What to search for at the end of the story, by description. */
const secrets = new Map<string, string>();

before(async () => {
  lab = await openLab({ name: "e2e-all-at-once", onLog: (line) => console.log(line) });
  const cards = await lab.batch(5);
  pis = cards.slice(0, 3);
  spare = cards.slice(3);
  arm64 = await arm64Pi(lab, (line) => console.log(line));
  [master] = pis as [Pi];
  const all = [...cards, arm64];
  for (const pi of all) secrets.set(`${pi.name}'s card secret`, await cardSecretOf(pi));
  watch = watchPrograms(() => all);
});
after(async () => {
  await watch?.stop();
  await lab?.close();
});

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
    assert.equal(node.status.nodeInfo.kubeletVersion, `v${lab.rack.versions[0]}`);
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

test("and by its Service's name to a pod on another node, through flannel", async () => {
  const { from, to } = await pageByName(lab, master);
  assert.notEqual(from, to);
  const pods = await lab.kubectl(master, [
    "-n",
    "kube-flannel",
    "get",
    "pods",
    "-o",
    "jsonpath={.items[*].status.phase}",
  ]);
  assert.equal(pods, "Running Running Running");
});

test("the cluster has a name of its own: in every hosts file, in the certificate and in the kubeconfig", async () => {
  const address = (await master.address()) ?? "";
  for (const pi of pis) await knows(pi, "api", address);
  const certificate = [
    "openssl",
    "x509",
    "-noout",
    "-ext",
    "subjectAltName",
    "-in",
    "/etc/kubernetes/pki/apiserver.crt",
  ];
  assert.match((await master.exec(certificate)).stdout, /DNS:api\.kube\.local/);
  assert.match((await master.read("/home/pi/.kube/config")) ?? "", /server: https:\/\/api\.kube\.local:6443/);
});

test("the owner logs in with the key of rack.yaml and may become root; the image's password opens nothing", async () => {
  for (const pi of pis) {
    assert.equal(await whoSudoMakes(lab, pi, "pi"), "root", pi.name);
    assert.match((await pi.read("/etc/shadow")) ?? "", /^pi:!/m, pi.name);
  }
});

test("every node knows every node by name and reaches it", async () => {
  await everyoneKnows(["master1", "node1", "node2"]);
});

test("no join token is left behind", async () => {
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("pictl shows the rack, its plan, its logs and its kubeconfig", async () => {
  assert.match((await lab.pictl(["status"])).stdout, /node2/);
  assert.match((await lab.pictl(["plan"])).stdout, /master1/);
  assert.match((await lab.pictl(["logs", "node1", "-n", "2000"])).stdout, /adopted/);
  const { stdout } = await lab.pictl(["kubeconfig", "--stdout"]);
  assert.match(stdout, /^ *tls-server-name: api\.kube\.local$/m);
  assert.ok(stdout.includes(`server: https://${await master.address()}:6443\n`), "no name has to be resolved");
});

test("a second pass changes nothing: not a step, not a byte under /etc or the boot folder", async () => {
  const folders = ["/etc", "/boot/firmware"];
  const prints = await Promise.all(pis.map((pi) => fingerprint(pi, folders)));
  const again = Date.now();
  await master.exec(["systemctl", "restart", "pi-coordinator"]);
  await Promise.all(pis.map((pi) => pi.exec(["systemctl", "restart", "pi-agent"])));
  const checked = async ({ nodes }: RackStatus) => {
    const { steps = [] } = (await lab.status()) ?? {};
    const fresh = steps.filter((step) => step.atMs > again && step.outcome !== "started");
    const seen = new Set(fresh.map((step) => step.node));
    return seen.size === 3 && nodes.every((node) => node.phase === "ready") && fresh;
  };
  const fresh = await statusWhen(lab, "a whole second pass on three nodes", checked, { limit: 60 });
  assert.deepEqual([...new Set(fresh.map((step) => step.outcome))], ["ok"]);
  for (const [index, pi] of pis.entries()) assert.equal(await fingerprint(pi, folders), prints[index], pi.name);
});

test("Pis plugged in later are Ready with nothing typed, and every hosts file has them", async () => {
  const later = [...spare, arm64];
  pis.push(...later);
  await Promise.all(later.map((pi) => pi.plugIn()));
  const { nodes } = await allReady(lab, 6);
  assert.deepEqual(
    nodes.map((node) => node.serial).sort(),
    pis.map((pi) => pi.serial),
    "all of the five cards made by one command, and the one of arm64",
  );
  await everyoneKnows(["master1", "node1", "node2", "node3", "node4", "node5"]);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("a node that is reset leaves the cluster and becomes Ready again under its name", async () => {
  const before = (await lab.status())?.nodes.find((node) => node.name === "node1");
  const uid = () => lab.kubectl(master, ["get", "node", "node1", "-o", "jsonpath={.metadata.uid}"]);
  const first = await uid();
  await lab.pictl(["reset", "node1", "--yes"]);
  const renewed = async () => ![first, ""].includes(await uid().catch(() => ""));
  await until("the cluster has the node anew", renewed, { limit: 180, otherwise: () => stories(lab) });
  await allReady(lab, 6);
  const after = (await lab.status())?.nodes.find((node) => node.name === "node1");
  assert.deepEqual([after?.serial, after?.address], [before?.serial, before?.address]);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("the agent of one of them is the arm64 package's, emulated; a dry run over the wire names the drift on it", async () => {
  const name = (await lab.status())?.nodes.find((node) => node.serial === arm64.serial)?.name ?? "";
  await runsArm64Program(arm64);
  assert.equal(await architectureOf(lab, arm64, name), "arm64");
  await plansItsDrift(lab, arm64, name);
});

test("no secret was ever in an argument list or an environment, or is in a journal or a file that others can read", async () => {
  await watch.stop();
  const { release, shared } = ownersSecrets(lab);
  for (const [what, word] of [...release, ...shared, ...(await secretsOnPis(master, pis))]) secrets.set(what, word);
  assert.ok(watch.tokens.size >= 2, `join tokens passed by: ${watch.tokens.size}`);
  for (const [index, token] of [...watch.tokens].entries()) secrets.set(`join token ${index + 1}`, token);
  for (const pi of pis) assert.deepEqual(await leaks(pi, secrets, watch), [], pi.name);
});

test("the release key is on no Pi, and a spent card secret nowhere, not even where only root reads", async () => {
  const nowhere = new Map(ownersSecrets(lab).release);
  for (const [what, word] of secrets) if (what.endsWith("card secret")) nowhere.set(what, word);
  for (const pi of pis) assert.deepEqual(await anywhere(pi, nowhere), [], pi.name);
});

test("no service of ours ended by itself: memory and system calls that they are allowed were enough", async () => {
  for (const pi of pis) {
    const units = ["pi-agent", ...(pi === master ? ["pi-coordinator"] : [])];
    const { stdout } = await pi.exec(["systemctl", "show", "--value", "--property=NRestarts", ...units]);
    assert.deepEqual(
      stdout.split("\n").filter(Boolean),
      units.map(() => "0"),
      pi.name,
    );
    const peak = "cat /sys/fs/cgroup/memory/system.slice/pi-agent.service/memory.max_usage_in_bytes";
    const { stdout: bytes } = await pi.exec(["sh", "-c", peak], { check: false });
    console.log(`${pi.name}: pi-agent took ${Math.round(Number(bytes) / 2 ** 20)} MiB at most`);
  }
});

/** Names were assigned in order of arrival, so the coordinator knows which Pi has which. */
async function everyoneKnows(names: readonly string[]): Promise<void> {
  const nodes = (await lab.status())?.nodes ?? [];
  assert.deepEqual(
    nodes.map((node) => node.name),
    names,
  );
  for (const { name, serial } of nodes) {
    const address = (await pis.find((pi) => pi.serial === serial)?.address()) ?? "";
    await Promise.all(pis.map((pi) => knows(pi, name, address)));
  }
}

async function knows(pi: Pi, name: string, address: string): Promise<void> {
  const known = async () => (await pi.exec(["getent", "ahostsv4", `${name}.kube.local`], { check: false })).stdout;
  await until(`${pi.name} knows ${name} as ${address}`, async () => (await known()).startsWith(`${address} `), {
    limit: 30,
  });
  await pi.exec(["ping", "-c", "1", "-W", "2", name]);
}
