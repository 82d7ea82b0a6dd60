/** One look at the services: cheap when they work; what fails is explained. */
import type { Services } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { type AskOptions, ask, askEndpoints, isWell } from "./findings.ts";
import { readServiceRules } from "./kube-proxy-rules.ts";
import { type NodeFacts, readNodeFacts } from "./node-facts.ts";
import type { Probe } from "./reach.ts";

export interface CheckOptions {
  readonly probe: Probe;
  readonly host: Host;
  readonly clock: Clock;
}

/** Undefined when everything works. */
export async function checkServices(
  { probe, host, clock }: CheckOptions,
  services: Services,
  asking: AskOptions = {},
): Promise<Diagnosis | undefined> {
  const findings = await ask(probe, services, asking);
  if (isWell(findings)) return undefined;
  // A file that cannot be read takes a reason away, not the failure.
  const facts = await readNodeFacts(host, clock).catch(() => NOTHING_KNOWN);
  const pods = findings.api === "answered" ? facts.rules.dnsEndpoints : [];
  const endpoints = await askEndpoints(probe, services, pods, asking);
  return diagnose(services, { ...findings, endpoints }, facts);
}

const NOTHING_KNOWN: NodeFacts = {
  rules: readServiceRules(undefined),
  legacyRules: false,
  flannel: undefined,
  routes: "",
  mtus: [],
  words: [],
};
