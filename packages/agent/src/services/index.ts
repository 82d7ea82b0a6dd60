/** Bundled as a separate file, loaded only if the agent's node is in a cluster (packaging/bundle.ts). */
export { followServices } from "./follow-services.ts";
export { networkProbe } from "./network-probe.ts";
