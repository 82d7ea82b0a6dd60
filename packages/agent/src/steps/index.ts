/**
 * The sequences: literal lists of steps, in order. The package has them in a separate file, loaded when there is work to
 * do.
 */
import type { NodeSpec } from "@rackberry/protocol";
import { type Joining, kubeadmJoin } from "./kubeadm/kubeadm-join.ts";
import { kubeadmReset, type Resetting } from "./kubeadm/kubeadm-reset.ts";
import { kubeletAddress } from "./kubeadm/kubelet-address.ts";
import { hosts } from "./network/hosts.ts";
import { podNetwork } from "./network/pod-network.ts";
import { aptProxy } from "./packages/apt-proxy.ts";
import { aptSources } from "./packages/apt-sources.ts";
import { packagesOnCard } from "./packages/installing.ts";
import { kubernetesPackages } from "./packages/kubernetes-packages.ts";
import { nfsCommon } from "./packages/nfs-common.ts";
import { unattendedUpgrades } from "./packages/unattended-upgrades.ts";
import { containerRuntime } from "./runtime/container-runtime.ts";
import { images } from "./runtime/images.ts";
import { clock } from "./system/clock.ts";
import { lookingAgain } from "./system/first-boot.ts";
import { hostname } from "./system/hostname.ts";
import { journald } from "./system/journald.ts";
import { memoryCgroup } from "./system/memory-cgroup.ts";
import { modules } from "./system/modules.ts";
import { predecessors } from "./system/predecessors.ts";
import { swap } from "./system/swap.ts";
import { sysctls } from "./system/sysctls.ts";
import { user } from "./system/user.ts";
import type { Step } from "./tools/step.ts";

export interface PreparationOptions {
  /** The coordinator's clock when it sent the command, milliseconds since 1970; 0 when unknown. */
  readonly coordinatorClockMs: number;
  readonly dryRun: boolean;
}

/**
 * Brings a host to the spec. Whatever is impossible is refused before anything is changed. The journal comes early, so that
 * it outlives the reboot; the steps that need a reboot come before apt's slow work; sources that break apt are disabled
 * before apt is used; a module may have to come from apt, and its sysctls exist only once it is loaded; kubeadm names the
 * sandbox image, so the packages come before the runtime. Whatever no node needs to become Ready comes last.
 */
export const preparation = (spec: NodeSpec, { coordinatorClockMs, dryRun }: PreparationOptions): readonly Step[] => [
  ...lookingAgain(needed(spec, { coordinatorClockMs, dryRun })),
  packagesOnCard,
  nfsCommon,
];

const needed = (spec: NodeSpec, { coordinatorClockMs, dryRun }: PreparationOptions): readonly Step[] => [
  predecessors,
  clock(coordinatorClockMs),
  journald,
  hostname(spec),
  hosts(spec),
  memoryCgroup({ dryRun }),
  swap,
  unattendedUpgrades,
  user(spec.user),
  aptSources(spec),
  aptProxy(spec),
  modules(spec.network),
  sysctls,
  kubernetesPackages(spec),
  containerRuntime(spec),
  podNetwork(spec.network),
  kubeletAddress(spec),
  images(spec),
];

export interface JoiningRequest extends Joining {
  readonly coordinatorClockMs: number;
}

export const joining = (join: JoiningRequest): readonly Step[] => [clock(join.coordinatorClockMs), kubeadmJoin(join)];

export const resetting = (reset: Resetting): readonly Step[] => [kubeadmReset(reset)];

export { askRepository } from "./packages/apt-repository.ts";
export { refuseWithout, versionsOf } from "./packages/kubernetes-index.ts";
export { kubeadmState } from "./tools/kubeadm-state.ts";
