/** For tests of other packages: a simulated Pi. */
export type { Argv, Clock, Host } from "../host/host.ts";
export type { KubeadmEntry } from "../host/testing/simulated/kubeadm-log.ts";
export { SimulatedClock } from "../host/testing/simulated-clock.ts";
export { SimulatedPi, type SimulatedPiOptions } from "../host/testing/simulated-pi.ts";
