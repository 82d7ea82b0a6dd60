/** pi-coordinator: the daemon of the master's Pi. It runs on pi-agent's runtime, which is there anyway. */
import type { PackageOptions } from "./agent-package.ts";
import type { Deb } from "./deb.ts";
import { coordinatorScripts } from "./maintainer-scripts.ts";

export const coordinatorPackage = ({
  version,
  architecture,
  bundle,
  unit,
  copyright,
}: Omit<PackageOptions, "runtime">): Deb => ({
  name: "pi-coordinator",
  version,
  architecture,
  // Of any version: a rollout changes the agent alone, and the two agree on a protocol version when they meet.
  depends: ["pi-agent", "openssl", "passwd"],
  description: `Rackberry's coordinator: makes a Kubernetes cluster of the rack's Pis
 It adopts the Pis that start from the rack's cards and tells each what to do next.`,
  files: {
    "usr/lib/pi-coordinator/node": { link: "../pi-agent/node" },
    "usr/lib/pi-coordinator/pi-coordinator.cjs": { from: bundle },
    "usr/lib/systemd/system/pi-coordinator.service": { from: unit },
    "usr/share/doc/pi-coordinator/copyright": { content: copyright },
  },
  scripts: coordinatorScripts,
});
