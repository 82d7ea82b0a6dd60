/** Node × phase × seconds, and each node's account, from what the coordinator recorded and the rack's own clock. */
import type { NodePhase, RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type NodeAccount, table } from "../story/account.ts";

/** Written by the card's install script when cloud-init runs it: the end of the stock system's boot. */
const BOOTED = "/run/rackberry-install-started";

const COLUMNS: readonly NodePhase[] = ["adopting", "preparing", "rebooting", "prepared", "initialising", "joining"];
const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** What each Pi spent, in the terms of account.ts. */
export async function accounts(status: RackStatus, pis: readonly Pi[]): Promise<NodeAccount[]> {
  return Promise.all(
    status.nodes.map(async (node) => {
      const pi = pis.find((candidate) => candidate.serial === node.serial);
      const powerOn = pi?.poweredOnAt ?? Number.NaN;
      const booted = Number(await pi?.read(BOOTED));
      const steps = status.steps.filter((step) => step.node === node.name);
      // A join token is of no use until kube-controller-manager, which begins ten seconds late, has signed with it.
      const kubeadm = steps.filter((step) => /^(kubeadm-(init|join)|join-token)$/.test(step.step));
      const tools = (list: typeof steps) => list.reduce((sum, step) => sum + step.toolMs, 0);
      const joined = Math.max(...kubeadm.map((step) => step.atMs));
      const ready =
        status.timeline.findLast((entry) => entry.node === node.name && entry.phase === "ready")?.startedAt ?? 0;
      return {
        name: node.name,
        master: node.role === "control-plane",
        powerOn,
        boot: booted - powerOn,
        apt: tools(steps.filter((step) => !kubeadm.includes(step))),
        kubeadm: tools(kubeadm),
        settle: Math.max(0, ready - joined),
        ready,
      };
    }),
  );
}

/** The timeline as a person reads it: seconds in each phase, and when the node was Ready. */
export function timeline(status: RackStatus, nodes: readonly NodeAccount[]): string[] {
  const begin = Math.min(...nodes.map((node) => node.powerOn));
  const spent = (name: string, phase: NodePhase) => {
    const stays = status.timeline.filter((entry) => entry.node === name && entry.phase === phase);
    const sum = stays.reduce((total, { startedAt, endedAt }) => total + ((endedAt ?? startedAt) - startedAt), 0);
    return stays.length > 0 ? seconds(sum) : "-";
  };
  return table([
    ["node", "boot", ...COLUMNS, "Ready at", "of it: apt", "kubeadm"],
    ...nodes.map((node) => [
      node.name,
      seconds(node.boot),
      ...COLUMNS.map((phase) => spent(node.name, phase)),
      seconds(node.ready - begin),
      seconds(node.apt),
      seconds(node.kubeadm),
    ]),
  ]);
}
