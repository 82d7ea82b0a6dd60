/** Node × phase × seconds, and each node's account, from what the coordinator recorded and the rack's own clock. */
import type { NodePhase, RackHistory, RackStatus, StepRecord } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type NodeAccount, table } from "../story/account.ts";

/** cloud-init's own record: the stock system's first boot is over when the last stage has finished. */
const BOOT = "/run/cloud-init/status.json";

const COLUMNS: readonly NodePhase[] = ["adopting", "preparing", "rebooting", "prepared", "initialising", "joining"];
const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** Each Pi's time, in the terms of account.ts. */
export async function accounts(status: RackStatus & RackHistory, pis: readonly Pi[]): Promise<NodeAccount[]> {
  return Promise.all(
    status.nodes.map(async (node) => {
      const pi = pis.find((candidate) => candidate.serial === node.serial);
      const powerOn = pi?.poweredOnAt ?? Number.NaN;
      const steps = status.steps.filter((step) => step.node === node.name);
      const kubeadm = steps.filter(({ step }) => /^kubeadm-(init|join)$/.test(step));
      const joined = Math.max(...kubeadm.map((step) => step.atMs));
      const ready =
        status.timeline.findLast((entry) => entry.node === node.name && entry.phase === "ready")?.startedAt ?? 0;
      return {
        name: node.name,
        master: node.role === "control-plane",
        powerOn,
        boot: (await booted(pi)) - powerOn,
        apt: tools(steps.filter(({ step }) => step === "kubernetes-packages")),
        kubeadm: tools(kubeadm),
        settle: Math.max(0, ready - joined),
        ready,
      };
    }),
  );
}

const tools = (steps: readonly StepRecord[]) => steps.reduce((sum, step) => sum + step.toolMs, 0);

async function booted(pi: Pi | undefined): Promise<number> {
  const status = JSON.parse((await pi?.read(BOOT)) ?? "{}") as { v1?: Record<string, { finished?: number } | null> };
  return (status.v1?.["modules-final"]?.finished ?? Number.NaN) * 1000;
}

/** The timeline as text: seconds in each phase, and when the node was Ready. */
export function timeline(status: RackHistory, nodes: readonly NodeAccount[]): string[] {
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
