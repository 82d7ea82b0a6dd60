/**
 * Replaces this agent with a new one. No list of steps: the agent that begins it does not see its end
 * (upgrade/upgrades.ts).
 */
import { type Message, parsePackage } from "@rackberry/protocol";
import type { OperationOf } from "./operation.ts";

export interface Upgrade {
  /** Of the right form; who signed it is asked where it is obeyed. */
  readonly package: Message<"upgrade">["package"];
}

export const upgrade: OperationOf<"upgrade", Upgrade> = {
  title: "upgrade of the agent",
  parse(value) {
    parsePackage(value.package);
    return { package: value.package };
  },
};
