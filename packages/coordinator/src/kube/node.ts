/** A Kubernetes Node, as far as the coordinator cares. */
import { AppError, grammar } from "@rackberry/protocol";

export interface KubeNode {
  readonly name: string;
  readonly ready: boolean;
  /** Why it is not Ready, in the kubelet's words; "" when it is. */
  readonly reason: string;
  /** Pod subnet that the controller manager gave it; "" before. */
  readonly podSubnet: string;
}

interface Shape {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly podCIDR?: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type?: string; readonly status?: string; readonly message?: string }[];
  };
}

/** Throws `invalid` for an object without a name. */
export function parseNode(value: unknown): KubeNode {
  const { metadata, spec, status } = (value ?? {}) as Shape;
  if (!metadata?.name) throw new AppError("invalid", "API server: a node without a name");
  const condition = status?.conditions?.find((one) => one.type === "Ready");
  const ready = condition?.status === "True";
  const podSubnet = spec?.podCIDR ? grammar.subnet(spec.podCIDR) : "";
  return { name: metadata.name, ready, reason: ready ? "" : (condition?.message ?? ""), podSubnet };
}
