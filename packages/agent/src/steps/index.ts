/** The sequences: literal lists of steps, in order. A file of its own in the package, loaded when there is something to do. */
import type { NodeSpec } from "@rackberry/protocol";
import { aptProxy } from "./apt-proxy.ts";
import { aptSources } from "./apt-sources.ts";
import { clock } from "./clock.ts";
import { containerRuntime } from "./container-runtime.ts";
import { lookingAgain } from "./first-boot.ts";
import { hostname } from "./hostname.ts";
import { hosts } from "./hosts.ts";
import { images } from "./images.ts";
import { packagesOnCard } from "./installing.ts";
import { journald } from "./journald.ts";
import { type Joining, kubeadmJoin } from "./kubeadm-join.ts";
import { kubeadmReset, type Resetting } from "./kubeadm-reset.ts";
import { kubeletAddress } from "./kubelet-address.ts";
import { kubernetesPackages } from "./kubernetes-packages.ts";
import { memoryCgroup } from "./memory-cgroup.ts";
import { modules } from "./modules.ts";
import { nfsCommon } from "./nfs-common.ts";
import { podNetwork } from "./pod-network.ts";
import { predecessors } from "./predecessors.ts";
import type { Step } from "./step.ts";
import { swap } from "./swap.ts";
import { sysctls } from "./sysctls.ts";
import { unattendedUpgrades } from "./unattended-upgrades.ts";
import { user } from "./user.ts";

export interface PreparationOptions {
  /** The coordinator's clock when it sent the command, milliseconds since 1970; 0 when unknown. */
  readonly coordinatorClockMs: number;
  readonly dryRun: boolean;
}

/**
 * Brings a host to the spec. What cannot be is refused before anything is touched. The journal comes early, so that the story
 * outlives the reboot; what makes the reboot comes before the slow work of apt; sources that break apt go before it is asked
 * for anything; a module may have to come from apt, and its sysctls are there once it is loaded; the sandbox image is asked
 * of kubeadm, so the packages come before the runtime. What no node needs to become Ready is last.
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

export { askRepository } from "./apt-repository.ts";
export { kubeadmState } from "./kubeadm-state.ts";
export { refuseWithout, versionsOf } from "./kubernetes-index.ts";
