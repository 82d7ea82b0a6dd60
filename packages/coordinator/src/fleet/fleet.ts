/** The whole of the fleet, put together by hand; nobody but who puts it together takes it whole. */
import type { Rack } from "@rackberry/config";
import type { Admitting } from "./admitting.ts";
import type { Applied } from "./apply-rack.ts";
import { bell } from "./bell.ts";
import type { Clustered } from "./clustered.ts";
import { contests } from "./contests.ts";
import { fingerprints } from "./fingerprints.ts";
import { kubeLink } from "./kube-link.ts";
import type { Nightly } from "./nightly.ts";
import { ruling, type Wanted } from "./rack-wanted.ts";
import type { Rollouts } from "./rollout.ts";
import type { Site } from "./site.ts";
import type { Working } from "./working.ts";

/** What comes from outside. */
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
  const changed = bell(ports.clock);
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
