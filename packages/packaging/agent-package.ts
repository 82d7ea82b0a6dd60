/** pi-agent: the daemon of every Pi, and the runtime. */
import { dirname, join } from "node:path";
import type { Deb } from "./deb.ts";
import { agentScripts } from "./maintainer-scripts.ts";
import type { Runtime } from "./runtime.ts";

export interface PackageOptions {
  readonly version: string;
  readonly architecture: string;
  /** Paths of what goes in. */
  readonly bundle: string;
  readonly unit: string;
  readonly runtime: Runtime;
  /** Licences of everything that is in the bundle. */
  readonly copyright: string;
}

const WRAPPER = `#!/bin/sh
exec /usr/lib/pi-agent/node /usr/lib/pi-agent/pi-agent.cjs "$@"
`;

export const agentPackage = ({ version, architecture, bundle, unit, runtime, copyright }: PackageOptions): Deb => ({
  name: "pi-agent",
  version,
  architecture,
  depends: ["libc6 (>= 2.28)", "libstdc++6", "openssl", "systemd"],
  description: `Rackberry's agent: lets a Pi's rack make a Kubernetes node of it
 It obeys the coordinator that the Pi's card names, and nobody else.`,
  files: {
    "usr/lib/pi-agent/node": { from: runtime.binary, mode: 0o755 },
    "usr/lib/pi-agent/pi-agent.cjs": { from: bundle },
    "usr/lib/pi-agent/upgrade-guard.sh": {
      from: join(import.meta.dirname, "../agent/src/upgrade/guard.sh"),
      mode: 0o755,
    },
    "usr/bin/pi-agent": { content: WRAPPER, mode: 0o755 },
    "usr/lib/systemd/system/pi-agent.service": { from: unit },
    "usr/lib/systemd/system/pi-agent-upgrade.service": { from: join(dirname(unit), "pi-agent-upgrade.service") },
    "usr/share/doc/pi-agent/copyright": { content: copyright },
    "usr/share/doc/pi-agent/node.LICENSE": { from: runtime.license },
  },
  scripts: agentScripts,
});
