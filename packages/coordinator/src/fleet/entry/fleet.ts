/** The whole fleet, put together by hand; everything else takes only the parts it needs. */
import type { Rack } from "@rackberry/config";
import type { Admitting } from "../admission/admitting.ts";
import { contests } from "../admission/contests.ts";
import type { Nightly } from "../base/calendar.ts";
import { changeSignal } from "../base/change-signal.ts";
import { ruling, type Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Clustered } from "../cluster/clustered.ts";
import { kubeLink } from "../cluster/kube-link.ts";
import type { Applied } from "../control/apply-rack.ts";
import { fingerprints } from "../nodes/fingerprints.ts";
import type { Rollouts } from "../work/rollout.ts";
import type { Working } from "../work/working.ts";

/** The parts that are passed in from outside. */
export interface FleetPorts
  extends Pick<Site, "store" | "clock" | "log">,
    Pick<Wanted, "ownSerial" | "headStart">,
    Pick<Clustered, "credentials">,
    Pick<Rollouts, "packages" | "releaseKey">,
    Pick<Admitting, "dial" | "rackSecret">,
    Pick<Nightly, "calendar">,
    Applied {
  /** What rack.yaml says at the start. */
  readonly rack: Rack;
}

export interface Fleet extends Working, Admitting, Nightly, Applied {}

export function fleetOf(ports: FleetPorts): Fleet {
  const changed = changeSignal(ports.clock);
  const current = {
    get rack() {
      return ruling(fleet.written, ports.store);
    },
  };
  const fleet: Fleet = {
    ...ports,
    written: ports.rack,
    get rack() {
      return current.rack;
    },
    sessions: new Map(),
    held: new Map(),
    goneSince: new Map(),
    startedAt: ports.clock.monotonic(),
    flapping: new Map(),
    admitting: new Set(),
    unanswered: new Map(),
    contests: contests(ports.clock),
    changed,
    kube: kubeLink(ports, current, changed),
    fingerprints: fingerprints(),
    versionFailure: undefined,
    silent: new Set(),
    turn: undefined,
    night: undefined,
  };
  return fleet;
}
