/** Combinations that Kubernetes refuses, detected before anything is changed. */
import type { NodeRole } from "@rackberry/config";
import { LEAST_CONTROL_PLANE_MIB } from "@rackberry/protocol";

export interface HostFacts {
  /** 1 or 2. */
  readonly cgroupVersion: number;
  readonly memoryBytes: number;
  /** A container: it gets cgroup v1 from its outer host, and its kubelet is configured to accept that. */
  readonly container: boolean;
}

/** Why this host cannot have this role with this version, as a sentence for a person; undefined when it can. */
export function unsupported(role: NodeRole, kubernetesVersion: string, facts: HostFacts): string | undefined {
  const minor = minorOf(kubernetesVersion);
  if (facts.cgroupVersion === 1 && !facts.container && minor >= 35) {
    const forced = "systemd.unified_cgroup_hierarchy=0";
    return (
      `Kubernetes ${kubernetesVersion} refuses cgroup v1 (since 1.35): remove ${forced} from its cmdline.txt if it ` +
      "is there, otherwise use a newer OS"
    );
  }
  const mebibytes = Math.floor(facts.memoryBytes / 2 ** 20);
  if (role === "control-plane" && facts.memoryBytes > 0 && mebibytes < LEAST_CONTROL_PLANE_MIB) {
    return (
      `${mebibytes} MiB of memory is too little for a control plane, which needs ${LEAST_CONTROL_PLANE_MIB} MiB: ` +
      "put the master's card into a larger Pi"
    );
  }
  return undefined;
}

/** 36 for 1.36.3. */
export const minorOf = (kubernetesVersion: string): number => Number(kubernetesVersion.split(".")[1]);
