/** Bundled as a separate file, loaded only by the agent of a node that is in a cluster (packaging/bundle.ts). */
export { followServices } from "./follow-services.ts";
export { networkProbe } from "./network-probe.ts";
