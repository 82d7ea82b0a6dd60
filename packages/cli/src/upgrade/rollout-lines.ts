/** The progress of a rollout as text. Pure. */
import type { RolloutStatus } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { plain } from "../plain.ts";

/** One line for each change since `before`. */
export function rolloutLines(before: RolloutStatus | undefined, { nodes }: RolloutStatus): string[] {
  return nodes.flatMap(({ name, detail }) => {
    const old = before?.nodes.find((node) => node.name === name);
    return old?.detail === detail ? [] : [plain(`${name}: ${detail}`)];
  });
}

/**
 * The last line once the rollout is over, undefined while it continues. Throws when some nodes do not have the wanted
 * version: the error says which, and what to do.
 */
export function rolloutEnd({ state, version, nodes, haltedAt, reason }: RolloutStatus): string | undefined {
  if (state === "running") return undefined;
  if (state === "halted") {
    const rest = "the other nodes were left alone: fix the cause, then run pictl upgrade again";
    throw new AppError("refused", plain(`halted at ${haltedAt}: ${reason}; ${rest}`));
  }
  const others = nodes.filter((node) => node.state !== "done");
  if (others.length === 0) return `every agent of the rack runs ${version}`;
  const list = others.map(({ name, detail }) => `${name} ${detail}`).join("; ");
  throw new AppError("refused", plain(`not every agent runs ${version}: ${list}`));
}

/** One line for `pictl status`; undefined when there is nothing to say. */
export function rolloutSummary({ state, version, nodes, haltedAt, reason }: RolloutStatus): string | undefined {
  const done = nodes.filter((node) => node.state === "done").length;
  const count = `${done} of ${nodes.length} nodes run it`;
  if (state === "halted")
    return `agent ${version}: halted at ${haltedAt}: ${reason} (${count}; to try again: pictl upgrade)`;
  if (state === "done" && done === nodes.length) return undefined;
  const now = nodes.find((node) => node.state === "upgrading") ?? nodes.find((node) => node.state !== "done");
  return `agent ${version}: ${state === "running" ? "being rolled out" : "was rolled out"}, ${count}${now ? `; ${now.name} ${now.detail}` : ""}`;
}
