/** Gives the coordinator access to the cluster, and applies the cluster's manifests. */
import { document } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Grant {
  readonly manifests: readonly string[];
}

export const grant: StepsOf<"grant", Grant> = {
  title: "access of the coordinator",
  parse: (value) => ({ manifests: (value.manifests ?? []).map(document) }),
  async work(request, host) {
    const access = (await import("../seldom.ts")).granting(request);
    return { steps: [access.step], told: async () => ({ token: await access.token(host) }) };
  },
};
