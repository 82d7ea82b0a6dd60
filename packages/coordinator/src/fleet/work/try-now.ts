/** What failed is tried again at once: somebody may have mended what it lacked. */

import type { Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";

/** Ends the wait after a failure, the rack's as well: without a version no node gets further. */
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
