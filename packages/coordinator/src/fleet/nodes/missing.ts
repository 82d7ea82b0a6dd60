/** Whether a Pi that should be connected is not. */

import { controlPlaneSerials } from "../../domain/naming.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "./connected.ts";

/** A node without a connection, a Pi in rack.yaml that has never connected, or no control plane yet. */
export function isMissing({
  store,
  sessions,
  rack,
  ownSerial,
}: Pick<Site, "store"> & Pick<Wanted, "rack" | "ownSerial"> & Pick<Connected, "sessions">): boolean {
  const nodes = store.nodes();
  const serials = new Set(nodes.map((node) => node.serial));
  const expected = [...rack.config.nodes.map((node) => node.serial), ...controlPlaneSerials(rack.config, ownSerial)];
  return nodes.some((node) => !sessions.has(node.name)) || expected.some((serial) => !serials.has(serial));
}
