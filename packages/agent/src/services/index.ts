/** A program's file of its own, loaded by the agent of a node that is in the cluster (packaging/bundle.ts). */
export { followServices } from "./follow-services.ts";
export { networkProbe } from "./network-probe.ts";
