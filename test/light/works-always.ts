/** For light nodes, which have no real cluster: reports that the cluster's services always work. */
import { once } from "node:events";
import type { FollowServices } from "../../packages/agent/src/services/follow-services.ts";

export const worksAlways: FollowServices = async (_, onReport, signal) => {
  onReport({ works: true, sentence: "", culprits: [] });
  if (!signal.aborted) await once(signal, "abort");
};
