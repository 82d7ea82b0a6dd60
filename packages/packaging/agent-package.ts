/** The pi-agent package: the daemon of every Pi, and the runtime. */
import { dirname, join } from "node:path";
import type { Deb, DebFile } from "./deb.ts";
import { agentScripts } from "./maintainer-scripts.ts";
import type { Runtime } from "./runtime.ts";

export interface PackageOptions {
  readonly version: string;
  readonly architecture: string;
  /** Path of the program's single file; the files that it loads late are beside it. */
  readonly bundle: string;
  /** Folder of the units and of the files with their options. */
  readonly units: string;
  readonly documents: Readonly<Record<string, DebFile>>;
}

const UNITS = [
  "pi-agent.service",
  "pi-agent-executor.service",
  "pi-agent-executor.socket",
  "pi-agent-upgrade.service",
] as const;
const GUARD = join(import.meta.dirname, "../agent/src/upgrade/guard.sh");

/** The check of the cluster's services: not needed before the Pi is in a cluster. */
export const AGENT_SERVICES = "pi-agent-services.cjs";
/** Code that most Pis never need. */
export const AGENT_SELDOM = "pi-agent-seldom.cjs";
/** Changes the host: a separate program, which systemd starts when there is something to do. */
export const AGENT_EXECUTOR = "pi-agent-executor.cjs";
/** The steps that prepare a Pi and join it to the cluster: not needed while there is nothing to do. */
export const AGENT_STEPS = "pi-agent-steps.cjs";
/** Code that the steps need only on an unusual Pi. */
export const AGENT_TROUBLE = "pi-agent-trouble.cjs";
/** Starts programs: execa. */
export const AGENT_EXECUTE = "pi-agent-execute.cjs";
/** Inspects the hardware with systeminformation. A separate, short-lived program. */
export const AGENT_HARDWARE = "pi-agent-hardware.cjs";
/** Has containerd pull images in the background. A separate, short-lived program. */
export const AGENT_PULL = "pi-agent-pull.cjs";
/** Bundles that the agent loads late or starts, with their entry files. */
export const AGENT_LATE: Readonly<Record<string, string>> = {
  [AGENT_EXECUTOR]: "packages/agent/src/executor/main.ts",
  [AGENT_SERVICES]: "packages/agent/src/services/index.ts",
  [AGENT_SELDOM]: "packages/agent/src/seldom.ts",
  [AGENT_STEPS]: "packages/agent/src/steps/index.ts",
  [AGENT_TROUBLE]: "packages/agent/src/steps/trouble/index.ts",
  [AGENT_EXECUTE]: "packages/agent/src/host/execute.ts",
  [AGENT_HARDWARE]: "packages/agent/src/hardware/main.ts",
  [AGENT_PULL]: "packages/agent/src/pull/main.ts",
};
export const AGENT_BUNDLE = {
  without: { "^https?$": "no-http.cjs" },
  apart: {
    "^\\./services/index\\.ts$": AGENT_SERVICES,
    "^\\.{1,2}/seldom\\.ts$": AGENT_SELDOM,
    "^\\.\\./steps/index\\.ts$": AGENT_STEPS,
    "^\\.{1,2}/trouble/index\\.ts$": AGENT_TROUBLE,
    "^\\.{1,2}/(?:host/)?execute\\.ts$": AGENT_EXECUTE,
  },
} as const;

/** The program in a person's PATH. */
export const wrapper = (name: string, program = `${name}.cjs`): DebFile => ({
  content: `#!/bin/sh\nexec /usr/lib/${name}/node /usr/lib/${name}/${program} "$@"\n`,
  mode: 0o755,
});

export function agentPackage(options: PackageOptions & { readonly runtime: Runtime }): Deb {
  const { version, architecture, bundle, units, documents, runtime } = options;
  const late = Object.fromEntries(
    Object.keys(AGENT_LATE).map((name) => [`usr/lib/pi-agent/${name}`, { from: join(dirname(bundle), name) }]),
  );
  return {
    name: "pi-agent",
    version,
    architecture,
    depends: ["libc6 (>= 2.28)", "libgcc-s1", "libstdc++6", "openssl", "passwd", "systemd"],
    description: `Rackberry's agent: lets a Pi's rack make a Kubernetes node of it
 It announces itself on the network, obeys the coordinator that the Pi's card
 names and nobody else, and changes the host by steps that look first whether
 there is anything to change. What it did is in its journal.`,
    files: {
      "usr/lib/pi-agent/node": { from: runtime.binary, mode: 0o755 },
      "usr/lib/pi-agent/pi-agent.cjs": { from: bundle },
      ...late,
      "usr/lib/pi-agent/upgrade-guard.sh": { from: GUARD, mode: 0o755 },
      // Commands entered by a person need root, so the executor runs them.
      "usr/bin/pi-agent": wrapper("pi-agent", AGENT_EXECUTOR),
      ...Object.fromEntries(
        UNITS.map((name) => [`usr/lib/systemd/system/${name}`, { from: `${units}/${name}` }] as const),
      ),
      // Always enabled, not a setting: the boot after a power cut during an upgrade must continue the upgrade.
      "usr/lib/systemd/system/multi-user.target.wants/pi-agent-upgrade.service": {
        link: "../pi-agent-upgrade.service",
      },
      // Removes a received package, or part of one, that was never installed because the rollout ended or changed.
      "usr/lib/tmpfiles.d/pi-agent.conf": { content: "e /var/lib/pi-agent/upgrade/incoming 0700 root root 7d\n" },
      "etc/default/pi-agent": { from: `${units}/pi-agent.default` },
      ...documents,
    },
    scripts: agentScripts,
  };
}
