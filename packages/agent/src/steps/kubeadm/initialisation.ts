/** What is done only on the control plane. */
import type { NodeSpec } from "@rackberry/protocol";
import { clock } from "../system/clock.ts";
import type { Step } from "../tools/step.ts";
import { type CoordinatorAccess, coordinatorAccess } from "./coordinator-access.ts";
import { type Initialisation, kubeadmInit } from "./kubeadm-init.ts";
import { kubeconfig } from "./kubeconfig.ts";

export interface InitialisationRequest extends Initialisation {
  readonly spec: NodeSpec;
  readonly coordinatorClockMs: number;
}

/** Makes the cluster; `readClusterIdentity` then says which one it is. */
export const initialisation = (init: InitialisationRequest): readonly Step[] => [
  clock(init.coordinatorClockMs),
  kubeadmInit(init),
  kubeconfig(init.spec.user),
];

/** In a cluster that runs. */
export const granting = ({ manifests }: { readonly manifests: readonly string[] }): CoordinatorAccess =>
  coordinatorAccess(manifests);
