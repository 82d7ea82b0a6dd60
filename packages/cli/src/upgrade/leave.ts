/** The owner's signed permission to go back to an older agent. */
import { randomBytes } from "node:crypto";
import type { RackStatus } from "@rackberry/config";
import { compareVersions, type Downgrade } from "@rackberry/protocol";
import type { AgentPackage } from "./agent-packages.ts";

/** Undefined when no node runs a newer agent than these packages: then no permission is signed. */
export function leaveToGoBack(
  packages: readonly AgentPackage[],
  { nodes }: Pick<RackStatus, "nodes">,
): Downgrade | undefined {
  const from = nodes.map(({ agentVersion = "" }) => agentVersion).reduce(newer, "");
  const isNewer = packages.some(({ manifest }) => compareVersions(from, manifest.version) > 0);
  return isNewer ? { rollout: randomBytes(16).toString("hex"), from } : undefined;
}

/** "" is older than any version. */
const newer = (a: string, b: string): string => (b !== "" && (a === "" || compareVersions(a, b) < 0) ? b : a);
