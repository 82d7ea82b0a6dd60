/** Removes the host from its cluster. */
import { kubeadmWords } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Reset {
  readonly ignorePreflight: readonly string[];
}

export const reset: StepsOf<"reset", Reset> = {
  title: "reset",
  parse: (value) => ({ ignorePreflight: kubeadmWords(value.ignorePreflight) }),
  work: async (request) => ({ steps: (await import("../steps/index.ts")).resetting(request) }),
};
