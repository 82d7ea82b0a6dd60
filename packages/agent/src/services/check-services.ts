/** Checks the services once: cheap while they work; a failure is explained. */
import type { Services } from "@rackberry/protocol";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { type AskOptions, ask, askEndpoints, isWell } from "./findings.ts";
import { readServiceRules } from "./kube-proxy-rules.ts";
import type { NodeFacts } from "./node-facts.ts";
import type { Probe } from "./reach.ts";

export interface CheckOptions {
  readonly probe: Probe;
  /** What the node knows about the cause; read only when a service fails. */
  readonly nodeFacts: () => Promise<NodeFacts>;
}

export interface Asking extends AskOptions {
  /** Whether a failure is explained, not only reported. Default: true. */
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
  // Facts that cannot be read leave the cause unknown; the failure is still reported.
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
