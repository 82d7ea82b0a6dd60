/** Combinations that Kubernetes refuses, known before anything is touched. */
import type { NodeRole } from "@rackberry/config";

export interface HostFacts {
  /** 1 or 2. */
  readonly cgroupVersion: number;
  readonly memoryBytes: number;
}

/** kubeadm's own limit for a control plane: 1,700 MB. */
const CONTROL_PLANE_BYTES = 1_700_000_000;

/** Why this host cannot be such a node with this version, as a sentence for a person; undefined when it can. */
export function unsupported(role: NodeRole, kubernetesVersion: string, facts: HostFacts): string | undefined {
  const minor = minorOf(kubernetesVersion);
  if (facts.cgroupVersion === 1 && minor >= 35) {
    return `Kubernetes ${kubernetesVersion} refuses cgroup v1 (since 1.35): use a newer OS, or kubernetes: 1.34 or older in rack.yaml`;
  }
  if (role === "control-plane" && facts.memoryBytes > 0 && facts.memoryBytes < CONTROL_PLANE_BYTES) {
    const megabytes = Math.round(facts.memoryBytes / 1_000_000);
    return `${megabytes} MB of memory are too little for a control plane (1,700 MB): put the master's card into a larger Pi`;
  }
  return undefined;
}

/** 20 of 1.20.2. */
export const minorOf = (kubernetesVersion: string): number => Number(kubernetesVersion.split(".")[1]);
