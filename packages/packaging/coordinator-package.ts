/**
 * pi-coordinator: the daemon of the master's Pi. It runs on pi-agent's runtime, which every Pi of a rack has anyway, so
 * that the master does not store 100 MB twice. This is safe because every pi-agent of the same or a newer version keeps
 * the runtime at that path, dpkg enforces the dependency, and a replaced file stays intact for the process that runs
 * from it: an upgrade of pi-agent alone leaves the coordinator running, and its next start uses the new runtime.
 */
import { type PackageOptions, wrapper } from "./agent-package.ts";
import type { Deb } from "./deb.ts";
import { coordinatorScripts } from "./maintainer-scripts.ts";

/** node-cron reads import.meta.url as soon as it is loaded, and a CommonJS file has no import.meta. */
export const COORDINATOR_BUNDLE = {
  define: { "import.meta.url": "OWN_URL" },
  banner: 'const OWN_URL = require("node:url").pathToFileURL(__filename).href;',
} as const;

export const coordinatorPackage = ({ version, architecture, bundle, units, documents }: PackageOptions): Deb => ({
  name: "pi-coordinator",
  version,
  architecture,
  // pi-agent of any version: a rollout upgrades only the agent, and the two negotiate a protocol version on connecting.
  depends: ["pi-agent", "openssl", "passwd"],
  description: `Rackberry's coordinator: makes a Kubernetes cluster of the rack's Pis
 It runs on one Pi of the rack. It adopts the Pis that start from the rack's
 cards, decides what each needs next to become a node of the cluster, and
 tells their agents. What it did is in its journal.`,
  files: {
    "usr/lib/pi-coordinator/node": { link: "../pi-agent/node" },
    "usr/lib/pi-coordinator/pi-coordinator.cjs": { from: bundle },
    "usr/bin/pi-coordinator": wrapper("pi-coordinator"),
    "usr/lib/systemd/system/pi-coordinator.service": { from: `${units}/pi-coordinator.service` },
    "etc/default/pi-coordinator": { from: `${units}/pi-coordinator.default` },
    ...documents,
  },
  scripts: coordinatorScripts,
});
