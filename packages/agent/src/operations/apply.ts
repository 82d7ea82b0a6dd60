/** Brings the host to its spec, or reports what that would change. */
import { grammar } from "@rackberry/protocol";
import { type WithSpec, withSpec } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Apply extends WithSpec {
  /** Names of steps; empty: all. */
  readonly only: readonly string[];
  /** Names of steps to leave for later. */
  readonly skip: readonly string[];
  readonly dryRun: boolean;
}

export const apply: StepsOf<"apply", Apply> = {
  title: "preparation",
  parse: (value) => ({
    ...withSpec(value),
    only: (value.only ?? []).map(grammar.label),
    skip: (value.skip ?? []).map(grammar.label),
    dryRun: value.dryRun === true,
  }),
  async work(request) {
    const { preparation } = await import("../steps/index.ts");
    const { only, skip, dryRun } = request;
    return { steps: preparation(request.spec, request), only, skip, dryRun };
  },
};
