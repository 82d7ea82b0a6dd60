/** kubeadm join: this Pi becomes a worker. */
import { DISCOVERY_CONF } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { kubeadmState, refuseUnlessOurs } from "../tools/kubeadm-state.ts";
import type { Step } from "../tools/step.ts";
import { unitStates } from "../tools/units.ts";
import { checkKubeletDriver } from "./kubelet-driver.ts";
import { runKubeadm } from "./run-kubeadm.ts";

export interface Joining {
  /** JoinConfiguration with a secret token: kept in a 0600 file on tmpfs, removed after use, never logged. */
  readonly kubeadmConfig: string;
  /** The cluster's address and CA, as a kubeconfig without an account. */
  readonly discovery: string;
  readonly ignorePreflight: readonly string[];
}

/** Throws `refused` for a node of a cluster that is not ours. */
export function kubeadmJoin({ kubeadmConfig, discovery, ignorePreflight }: Joining): Step {
  return {
    name: "kubeadm-join",
    async check({ host }) {
      const state = await kubeadmState(host);
      refuseUnlessOurs(state, "worker");
      if (state.phase === "begun") return "finish or repeat kubeadm join, which was interrupted";
      if (state.phase !== "finished") return "run kubeadm join";
      if (await isKubeletDown(host)) return "start the kubelet";
      await checkKubeletDriver(host);
      return undefined;
    },
    async apply(context) {
      const { host } = context;
      if ((await kubeadmState(host)).phase !== "finished") {
        const files = { [DISCOVERY_CONF]: discovery };
        await runKubeadm(context, { kind: "join", role: "worker", config: kubeadmConfig, files, ignorePreflight });
      }
      if (await isKubeletDown(host)) await host.run(["systemctl", "start", "kubelet.service"]);
    },
  };
}

/** A kubelet that the boot has yet to start is not down: asked to start it now, systemd would make us wait for its turn. */
async function isKubeletDown(host: Host): Promise<boolean> {
  const [kubelet] = await unitStates(host, ["kubelet.service"]);
  return !kubelet?.active && !kubelet?.queued;
}
