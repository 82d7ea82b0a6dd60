/** Test support: a spec, a simulated Pi, and a way to run steps on it. */

import type { NodeSpec, StepEvent } from "@rackberry/protocol";
import { finishBoot } from "../../host/testing/simulated/card.ts";
import { SimulatedClock } from "../../host/testing/simulated-clock.ts";
import { SimulatedPi, type SimulatedPiOptions } from "../../host/testing/simulated-pi.ts";
import { type RunStepsOptions, runSteps, type StepsResult } from "../tools/run-steps.ts";
import type { Step } from "../tools/step.ts";

export const SPEC: NodeSpec = {
  name: "node1",
  domain: "kube.local",
  hosts: [
    { name: "master1", address: "192.168.40.10" },
    { name: "node1", address: "192.168.40.11" },
  ],
  kubernetesVersion: "1.36.3",
  packages: {
    url: "https://pkgs.k8s.io/core:/stable:/v1.36/deb/",
    key: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n",
  },
  imageRepository: "",
  mirrors: [{ registry: "docker.io", url: "http://192.168.40.1:5000", certificate: "" }],
  user: { name: "ada", sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAda ada@laptop"] },
  network: { kind: "flannel", podSubnet: "10.244.0.0/16", routes: [], nodePodSubnet: "" },
  aptProxy: "",
  aptProxyFilledMs: 0,
  images: ["ghcr.io/flannel-io/flannel:v0.28.10"],
  controlPlane: false,
};

/** With the flags that pictl writes to the card. */
const FLAGGED = "root=PARTUUID=1 rootwait cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory\n";

/** A Pi on which time passes only by sleeping. */
export function examplePi(options: SimulatedPiOptions = {}): {
  readonly pi: SimulatedPi;
  readonly clock: SimulatedClock;
} {
  const clock = new SimulatedClock();
  return { pi: new SimulatedPi({ cmdline: FLAGGED, clock, setClock: (ms) => clock.set(ms), ...options }), clock };
}

/** The boot ends once a minute has been slept. */
export function finishBootLater({ pi, clock }: ReturnType<typeof examplePi>): void {
  const original = clock.sleep.bind(clock);
  clock.sleep = async (ms, signal) => {
    await original(ms, signal);
    if (clock.monotonic() > 60_000) finishBoot(pi.state);
  };
}

export interface Run extends StepsResult {
  readonly events: readonly StepEvent[];
  readonly lines: readonly string[];
}

export async function runOn(
  { pi, clock }: ReturnType<typeof examplePi>,
  steps: readonly Step[],
  options: Partial<RunStepsOptions> = {},
): Promise<Run> {
  const events: StepEvent[] = [];
  const lines: string[] = [];
  const result = await runSteps(steps, {
    host: pi,
    clock,
    signal: new AbortController().signal,
    report: (event) => events.push(event),
    output: (_, line) => lines.push(line),
    ...options,
  });
  return { ...result, events, lines };
}
