/** Whether a cluster's services can be used from a node: the request and the report. Mirrors rackberry.proto. */
import { rackberry } from "./gen/rackberry.js";
import * as grammar from "./grammar.ts";

const { NetworkKind } = rackberry.v1;

/** The services that must work from every node. */
export interface Services {
  /** Address of the Service `kubernetes`, which listens on 443. */
  readonly apiAddress: string;
  /** Empty: the cluster has no DNS of its own. */
  readonly dnsAddress: string;
  /** The name that the DNS must resolve. */
  readonly dnsName: string;
  /** How pods reach each other; used to describe failures. */
  readonly network: { readonly kind: "flannel" | "direct"; readonly podSubnet: string };
}

/** The last error in a container's log. */
export interface ContainerWords {
  /** Namespace and name: kube-system/kube-proxy-x7k2p */
  readonly pod: string;
  readonly container: string;
  readonly line: string;
}

export interface ServiceReport {
  readonly works: boolean;
  /** Why the services do not work, and what to do; empty when they do. */
  readonly sentence: string;
  /** The most likely first. */
  readonly culprits: readonly ContainerWords[];
}

/** Checks every field against its grammar. Throws `invalid`. */
export function parseServices(value: rackberry.v1.FollowServices.$Properties): Services {
  return {
    apiAddress: grammar.ipv4(value.apiAddress),
    dnsAddress: value.dnsAddress ? grammar.ipv4(value.dnsAddress) : "",
    dnsName: grammar.domain(value.dnsName),
    network: {
      kind: value.network?.kind === NetworkKind.DIRECT ? "direct" : "flannel",
      podSubnet: grammar.subnet(value.network?.podSubnet),
    },
  };
}

export function servicesMessage({ network, ...services }: Services): rackberry.v1.FollowServices.$Properties {
  const kind = network.kind === "direct" ? NetworkKind.DIRECT : NetworkKind.FLANNEL;
  return { ...services, network: { kind, podSubnet: network.podSubnet } };
}

/** Long texts are shortened rather than refused, since they are for people. */
export function parseServiceReport(value: rackberry.v1.ServiceReport.$Properties): ServiceReport {
  const culprits = (value.culprits ?? []).slice(0, MAX_CULPRITS).map(({ pod, container, line }) => ({
    pod: words(pod, 317),
    container: words(container, 63),
    line: words(line, MAX_WORDS),
  }));
  return { works: value.works ?? false, sentence: words(value.sentence, 2_000), culprits };
}

const MAX_CULPRITS = 8;
/** Characters of a container's last error. */
export const MAX_WORDS = 300;

const words = (text: string | null | undefined, max: number): string =>
  (text ?? "").replace(/\p{Cc}+/gu, " ").slice(0, max);
