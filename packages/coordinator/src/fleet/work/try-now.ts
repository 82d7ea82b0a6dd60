/** Tries what failed again at once: the owner may have fixed the cause. */

import type { Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";

/** Ends the wait after a failure of the node, and of the rack's version: without a version no node makes progress. */
export function tryNow(site: Site & Pick<Versions, "versionFailure">, name: string): void {
  const { store, clock, changed } = site;
  if (site.versionFailure) site.versionFailure = { ...site.versionFailure, nextTry: 0 };
  const node = store.nodes().find((one) => one.name === name);
  if (node && node.joins > 0) store.update(name, { joins: 0 });
  if (node?.phase === "failed") store.setState(name, { phase: "failed", cause: node.detail, nextTry: 0 }, clock.now());
  changed.notify();
}

export function tryAllNow(site: Site & Pick<Versions, "versionFailure">): void {
  for (const { name } of site.store.nodes()) tryNow(site, name);
}
