/** Clusters and runtimes installed before that conflict with a node of ours: refused before anything is changed. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import type { Step } from "../tools/step.ts";

interface Predecessor {
  /** One of these is there. */
  readonly signs: readonly string[];
  readonly what: string;
  readonly cure: string;
}

const UNITS = "/etc/systemd/system";
const PREDECESSORS: readonly Predecessor[] = [
  {
    signs: [`${UNITS}/k3s.service`],
    what: "k3s is installed here, and two clusters do not fit on one Pi",
    cure: "sudo k3s-uninstall.sh removes it",
  },
  {
    signs: [`${UNITS}/k3s-agent.service`],
    what: "the agent of k3s is installed here, and two clusters do not fit on one Pi",
    cure: "sudo k3s-agent-uninstall.sh removes it",
  },
  {
    signs: ["/snap/microk8s/current", "/var/snap/microk8s"],
    what: "MicroK8s is installed here, and two clusters do not fit on one Pi",
    cure: "sudo snap remove --purge microk8s removes it",
  },
  {
    signs: ["/snap/k8s/current", "/var/snap/k8s"],
    what: "Canonical Kubernetes is installed here, and two clusters do not fit on one Pi",
    cure: "sudo snap remove --purge k8s removes it",
  },
  {
    signs: ["k0scontroller", "k0sworker"].map((name) => `${UNITS}/${name}.service`),
    what: "k0s is installed here, and two clusters do not fit on one Pi",
    cure: "sudo k0s stop and sudo k0s reset remove it",
  },
  {
    signs: ["rke2-server", "rke2-agent"].map((name) => `/usr/local/lib/systemd/system/${name}.service`),
    what: "RKE2 is installed here, and two clusters do not fit on one Pi",
    cure: "sudo rke2-uninstall.sh removes it",
  },
  {
    signs: ["/usr/local/bin/containerd"],
    what: "a containerd that belongs to no package is installed here, and would run instead of the node's own",
    cure: "stop and disable containerd.service, and remove its files from /usr/local",
  },
];

/** Throws `refused`, saying what to do; there is nothing to apply. */
export const predecessors: Step = {
  name: "predecessors",
  async check({ host }) {
    for (const { signs, what, cure } of PREDECESSORS) {
      if (await anyOf(host, signs))
        throw new AppError("refused", `${what}: ${cure}; or start this Pi with a fresh card`);
    }
    return undefined;
  },
  async apply() {},
  async notes({ host }) {
    const words = await kubeletWords(host);
    const parts = ((await host.list(KUBELET_PARTS)) ?? []).filter((name) => name.endsWith(".conf"));
    return [
      ...(words ? [`${KUBELET} gives the kubelet extra arguments: ${words}`] : []),
      ...parts.map((name) => `${KUBELET_PARTS}/${name} changes how the kubelet is started`),
    ];
  },
};

/**
 * Kubernetes' packages have their unit below /usr/lib; one of the same name here, as packages before 2024 left it, hides
 * it.
 */
const KUBELET_PARTS = `${UNITS}/kubelet.service.d`;

/** The kubelet's unit reads it after kubeadm's words. */
const KUBELET = "/etc/default/kubelet";

async function kubeletWords(host: Host): Promise<string | undefined> {
  const words = /^\s*KUBELET_EXTRA_ARGS=["']?(.*?)["']?\s*$/m.exec((await host.read(KUBELET)) ?? "")?.[1];
  return words || undefined;
}

async function anyOf(host: Host, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) if ((await host.info(path)) !== undefined) return true;
  return false;
}
