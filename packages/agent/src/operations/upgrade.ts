/**
 * Replaces this agent with a new one. Not a list of steps: the agent that starts it does not see it end
 * (upgrade/upgrades.ts).
 */
import { type Message, parsePackage } from "@rackberry/protocol";
import type { OperationOf } from "./operation.ts";

export interface Upgrade {
  /** Well-formed; its signature is checked where it is obeyed. */
  readonly package: Message<"upgrade">["package"];
}

export const upgrade: OperationOf<"upgrade", Upgrade> = {
  title: "upgrade of the agent",
  parse(value) {
    parsePackage(value.package);
    return { package: value.package };
  },
};
