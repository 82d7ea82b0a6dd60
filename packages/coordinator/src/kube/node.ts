/** A Kubernetes Node, as far as the coordinator needs it. */
export interface KubeNode {
  readonly name: string;
  /** When the API server created it, ISO 8601 in whole seconds. */
  readonly created: string;
  readonly ready: boolean;
  /** Why it is not Ready, in the kubelet's words; "" when it is. */
  readonly reason: string;
  /** Pod subnet in its object, unchecked: the node may have written it itself; "" before there is one. */
  readonly podSubnet: string;
}

interface Shape {
  readonly metadata?: { readonly name?: string; readonly creationTimestamp?: string };
  readonly spec?: { readonly podCIDR?: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type?: string; readonly status?: string; readonly message?: string }[];
  };
}

/** `undefined` for anything that is not a node. Never throws: one bad entry must not hide the others. */
export function parseNode(value: unknown): KubeNode | undefined {
  const { metadata, spec, status } = (value ?? {}) as Shape;
  if (!metadata?.name) return undefined;
  const condition = status?.conditions?.find((one) => one.type === "Ready");
  const ready = condition?.status === "True";
  const { name, creationTimestamp: created = "" } = metadata;
  return { name, created, ready, reason: ready ? "" : (condition?.message ?? ""), podSubnet: spec?.podCIDR ?? "" };
}
