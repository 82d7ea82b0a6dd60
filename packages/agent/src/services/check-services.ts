/** One look at the services: cheap when they work; what fails is explained. */
import type { Services } from "@rackberry/protocol";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { type AskOptions, ask, askEndpoints, isWell } from "./findings.ts";
import { readServiceRules } from "./kube-proxy-rules.ts";
import type { NodeFacts } from "./node-facts.ts";
import type { Probe } from "./reach.ts";

export interface CheckOptions {
  readonly probe: Probe;
  /** What the node knows of why they fail; asked only then. */
  readonly nodeFacts: () => Promise<NodeFacts>;
}

export interface Asking extends AskOptions {
  /** Whether a failure is explained; else it is only told. Default: it is. */
  readonly explain?: boolean;
}

/** Undefined when everything works. */
export async function checkServices(
  { probe, nodeFacts }: CheckOptions,
  services: Services,
  { explain = true, ...asking }: Asking = {},
): Promise<Diagnosis | undefined> {
  const findings = await ask(probe, services, asking);
  if (isWell(findings)) return undefined;
  if (!explain) return diagnose(services, findings, NOTHING_KNOWN);
  // A file that cannot be read, or nobody who reads it, takes a reason away, not the failure.
  const facts = await nodeFacts().catch(() => NOTHING_KNOWN);
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
