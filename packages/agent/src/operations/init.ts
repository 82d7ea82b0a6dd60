/** Initialises the cluster, and reports its identity. */
import { kubeadmWords, type WithKubeadm, withKubeadm } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Init extends WithKubeadm {
  readonly skipPhases: readonly string[];
}

export const init: StepsOf<"init", Init> = {
  title: "initialisation of the control plane",
  parse: (value) => ({ ...withKubeadm(value), skipPhases: kubeadmWords(value.skipPhases) }),
  async work(request, host) {
    const { initialisation, readClusterIdentity } = await import("../seldom.ts");
    return { steps: initialisation(request), told: async () => ({ cluster: await readClusterIdentity(host) }) };
  },
};
