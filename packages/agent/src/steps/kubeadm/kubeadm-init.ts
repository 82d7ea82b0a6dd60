/** kubeadm init on the control plane's Pi. */
import { AppError, LEAST_CONTROL_PLANE_MIB } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { ADMIN_CONF, kubeadmState, refuseUnlessOurs } from "../tools/kubeadm-state.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { memoryMiB } from "../tools/system.ts";
import { checkKubeletDriver, refuseOtherDriver } from "./kubelet-driver.ts";
import { automaticApproval, endAutomaticApproval, SENTENCE } from "./node-approval.ts";
import { runKubeadm } from "./run-kubeadm.ts";

export interface Initialisation {
  /** kubeadm configuration documents (YAML). */
  readonly kubeadmConfig: string;
  readonly skipPhases: readonly string[];
  readonly ignorePreflight: readonly string[];
}

/** How long an existing control plane may take to answer, milliseconds: a Pi 3 boots slowly. */
const PATIENCE = 300_000;

/** Throws `refused` for a cluster that is not ours and for too little memory, before anything is touched. */
export function kubeadmInit({ kubeadmConfig, skipPhases, ignorePreflight }: Initialisation): Step {
  // kubectl takes a Pi half a second, and all workers wait for this to end: nothing is asked that was just answered.
  let isApprovalEnded = false;
  return {
    name: "kubeadm-init",
    async check({ host }) {
      const state = await kubeadmState(host);
      refuseUnlessOurs(state, "control-plane");
      if (state.phase === "finished") {
        // Tokens are handed out as soon as init has ended: the rule has to be gone by then.
        const approval = isApprovalEnded ? "gone" : await automaticApproval(host);
        if (approval === "no answer") return "wait for the API server";
        if (approval === "there") return SENTENCE;
        await checkKubeletDriver(host);
        return undefined;
      }
      if (!ignorePreflight.includes("Mem")) await refuseSmallMemory(host);
      await refuseOtherDriver(host, kubeadmConfig, "the kubeadm configuration");
      return state.phase === "begun" ? "finish or repeat kubeadm init, which was interrupted" : "run kubeadm init";
    },
    async apply(context) {
      const { host } = context;
      if ((await kubeadmState(host)).phase !== "finished") {
        const skip = skipPhases.length === 0 ? [] : [`--skip-phases=${skipPhases.join(",")}`];
        const more = ["--skip-token-print", ...skip];
        await runKubeadm(context, {
          kind: "init",
          role: "control-plane",
          config: kubeadmConfig,
          ignorePreflight,
          more,
        });
      }
      await untilApprovalEnded(context);
      isApprovalEnded = true;
    },
  };
}

/** An existing control plane may still be starting. */
async function untilApprovalEnded({ host, clock, signal }: StepContext): Promise<void> {
  const end = clock.monotonic() + PATIENCE;
  for (let error = await endAutomaticApproval(host); error; error = await endAutomaticApproval(host)) {
    if (clock.monotonic() > end) {
      const words = `the API server does not answer (${ADMIN_CONF}): journalctl -u kubelet says why`;
      throw new AppError("timeout", `${words}; ${error.message}`, { cause: error });
    }
    await clock.sleep(500, signal);
  }
}

async function refuseSmallMemory(host: Host): Promise<void> {
  const memory = await memoryMiB(host);
  if (memory === undefined || memory >= LEAST_CONTROL_PLANE_MIB) return;
  throw new AppError(
    "refused",
    `this Pi has ${memory} MiB of memory and a control plane needs ${LEAST_CONTROL_PLANE_MIB}: Pis with 1 GB can only be ` +
      "workers; put the master's card into a Pi with more memory",
  );
}
