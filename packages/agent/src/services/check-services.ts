/** One look at the services: cheap when they work; what fails is explained. */
import type { Services } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { ask, askEndpoints, isWell, PORTS, type Ports } from "./findings.ts";
import { type NodeFacts, readNodeFacts } from "./node-facts.ts";
import type { Probe } from "./reach.ts";

export interface CheckOptions {
  readonly probe: Probe;
  readonly host: Host;
  readonly clock: Clock;
  readonly ports?: Ports;
}

/** Undefined when everything works. */
export async function checkServices(options: CheckOptions, services: Services): Promise<Diagnosis | undefined> {
  const { probe, host, clock, ports = PORTS } = options;
  const findings = await ask(probe, services, ports);
  if (isWell(findings)) return undefined;
  // A file that cannot be read takes a reason away, not the failure.
  const facts = await readNodeFacts(host, clock).catch(() => NOTHING_KNOWN);
  const pods = findings.api === "answered" ? facts.rules.dnsEndpoints : [];
  const endpoints = await askEndpoints(probe, services, pods, ports.dns);
  return diagnose(services, { ...findings, endpoints }, facts);
}

const NOTHING_KNOWN: NodeFacts = {
  rules: { present: true, withoutEndpoints: [], dnsEndpoints: [] },
  legacyRules: false,
  flannel: undefined,
  routes: "",
  mtus: [],
  words: [],
};
