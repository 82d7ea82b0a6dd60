/**
 * `npm run board`: a Pi with a kernel of its own, from a card to a Ready node with nginx. An emulated Raspberry Pi 3
 * Model B joins a virtual master; every phase and step is printed with its time. Slow, since it is all emulated. Exit
 * code 0 only if the board is Ready and nginx, running on it, answers.
 */
import type { Board, Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { onBoard } from "../story/login.ts";
import { deployNginx, pages } from "../story/nginx.ts";
import { allReady, statusWhen } from "../story/ready.ts";
import { story } from "./story.ts";

/** Seconds. */
const LIMIT = { ready: 5400, nginx: 1800 };
/** Names that `stat --file-system` gives the kubelet's cgroup tree. */
const CGROUPS: Readonly<Record<string, string>> = { cgroup2fs: "cgroup v2", tmpfs: "cgroup v1" };

const lab = await openLab({ name: "board", foreign: ["arm64"], onLog: (line) => console.log(line) });
let code = 1;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => void lab.close().finally(() => process.exit(130)));
}
try {
  console.log(await board(lab));
  code = 0;
} catch (error) {
  console.error(`board: ${error instanceof Error ? error.message : error}`);
} finally {
  await lab.close();
}
process.exit(code);

async function board(lab: Lab): Promise<string> {
  const [master, pi] = [await lab.pi({ master: true }), await lab.board()];
  await Promise.all([master.plugIn(), pi.plugIn()]);
  const begin = pi.poweredOnAt ?? Number.NaN;
  await statusWhen(lab, "the master ready", ({ nodes }) => nodes[0]?.phase === "ready", { limit: LIMIT.ready });
  await setDriver(lab, master);
  const tell = story(begin, pi.serial);
  const onStatus = async () => {
    const whole = await lab.status();
    if (whole) tell(whole);
  };
  const status = await allReady(lab, 2, { limit: LIMIT.ready, onStatus });
  const node = status.nodes.find(({ serial }) => serial === pi.serial);
  if (!node) throw new Error("two nodes are ready, and none of them is the board");
  await nginxOn(lab, master, pi, node.name);
  console.log(`${((Date.now() - begin) / 1000).toFixed(1).padStart(7)} s  nginx answers on ${node.name}`);
  console.log((await lab.kubectl(master, ["get", "nodes,pods", "-o", "wide"])).trimEnd());
  return `board: ${await whatItIs(lab, pi)}, ready in ${((node.since - begin) / 1000).toFixed(0)} s`;
}

/**
 * The kubelet configuration that kubeadm passes to joining nodes names the cgroup driver of the master, a container
 * with cgroup v1, but the board has v2. Real Pis all have v2, so no rack of real Pis needs this.
 */
async function setDriver(lab: Lab, master: Pi): Promise<void> {
  const map = ["configmap", "kubelet-config", "--namespace=kube-system"];
  const kubelet = await lab.kubectl(master, ["get", ...map, "-o", "jsonpath={.data.kubelet}"]);
  const data = { kubelet: kubelet.replace("cgroupDriver: cgroupfs", "cgroupDriver: systemd") };
  await lab.kubectl(master, ["patch", ...map, "--patch", JSON.stringify({ data })]);
}

async function nginxOn(lab: Lab, master: Pi, pi: Board, node: string): Promise<void> {
  const port = await deployNginx(lab, master);
  const template = { spec: { template: { spec: { nodeSelector: { "kubernetes.io/hostname": node } } } } };
  await lab.kubectl(master, ["patch", "deployment", "nginx", "--patch", JSON.stringify(template)]);
  await lab.kubectl(master, ["rollout", "status", "deployment/nginx", `--timeout=${LIMIT.nginx}s`]);
  await pages(lab, [(await pi.address()) ?? ""], port);
}

/** Model, architecture and cgroups, as the board itself reports them. */
async function whatItIs(lab: Lab, pi: Board): Promise<string> {
  const said = async (...argv: string[]) => (await onBoard(lab, pi, argv)).stdout.replaceAll("\0", "").trim();
  const cgroups = await said("stat", "--file-system", "--format=%T", "/sys/fs/cgroup");
  const parts = [await said("cat", "/proc/device-tree/model"), await said("dpkg", "--print-architecture")];
  return [...parts, CGROUPS[cgroups] ?? cgroups].join(", ");
}
