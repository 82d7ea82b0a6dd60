/** Makes the cluster, and says which one it is. */
import { document, kubeadmWords, type WithSpec, withSpec } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Init extends WithSpec {
  /** YAML documents with secret tokens. */
  readonly kubeadmConfig: string;
  readonly skipPhases: readonly string[];
  readonly ignorePreflight: readonly string[];
}

export const init: StepsOf<"init", Init> = {
  title: "initialisation of the control plane",
  parse: (value) => ({
    ...withSpec(value),
    kubeadmConfig: document(value.kubeadmConfig),
    ignorePreflight: kubeadmWords(value.ignorePreflight),
    skipPhases: kubeadmWords(value.skipPhases),
  }),
  async work(request, host) {
    const { initialisation, readClusterIdentity } = await import("../seldom.ts");
    return { steps: initialisation(request), told: async () => ({ cluster: await readClusterIdentity(host) }) };
  },
};
