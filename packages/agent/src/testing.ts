/** For tests of other packages: a Pi that costs nothing. */
export type { Argv, Clock, Host } from "./host/host.ts";
export type { KubeadmEntry } from "./host/simulated/kubeadm-log.ts";
export { SimulatedClock } from "./host/simulated-clock.ts";
export { SimulatedPi, type SimulatedPiOptions } from "./host/simulated-pi.ts";
