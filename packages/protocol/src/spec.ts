/** What a node should be, as domain types; parse at the edge, trust inside. Mirrors NodeSpec in rackberry.proto. */
import { AppError } from "./error.ts";
import { rackberry } from "./gen/rackberry.js";
import * as grammar from "./grammar.ts";
import { imageName, parseImage } from "./image.ts";

const { v1 } = rackberry;

export interface NodeSpec {
  /** RFC 1123 label. */
  readonly name: string;
  readonly domain: string;
  /** Every node of the rack, including this one, and the cluster's own name. */
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
  /** Without v: 1.36.3. */
  readonly kubernetesVersion: string;
  /** `key` is ASCII-armoured; if it is empty, Release.key is fetched from `url`, which is then https. */
  readonly packages: { readonly url: string; readonly key: string };
  /** Empty: kubeadm's default. */
  readonly imageRepository: string;
  /** Tried in this order before the registry itself; there may be several for one registry. */
  readonly mirrors: readonly RegistryMirror[];
  readonly user: { readonly name: string; readonly sshKeys: readonly string[] };
  readonly network: PodNetwork;
  /** Proxy for apt's http repositories; empty: we set none. */
  readonly aptProxy: string;
  /** When the proxy was filled, milliseconds since 1970; 0: unknown, or no proxy. */
  readonly aptProxyFilledMs: number;
  /** Full names of the images that every node runs besides kubeadm's own. */
  readonly images: readonly string[];
  /** Whether this node creates the cluster. */
  readonly controlPlane: boolean;
}

export interface RegistryMirror {
  readonly registry: string;
  readonly url: string;
  /** PEM of the only certificate that the mirror may show; empty: the system's authorities decide. */
  readonly certificate: string;
}

export interface PodNetwork {
  readonly kind: "flannel" | "direct";
  readonly podSubnet: string;
  /** Direct only: other nodes' pod subnets and the addresses through which they are reached. */
  readonly routes: readonly { readonly subnet: string; readonly address: string }[];
  /** Direct only: this node's own pod subnet; empty until the control plane has assigned one. */
  readonly nodePodSubnet: string;
}

/** Where packages come from and how: the only part of a node's spec that GetVersions needs. */
export function parsePackageSource(
  value: Pick<rackberry.v1.NodeSpec.$Properties, "packages" | "aptProxy"> | null | undefined,
): Pick<NodeSpec, "packages" | "aptProxy"> {
  const packages = {
    url: field("packages.url", grammar.httpUrl, value?.packages?.url),
    key: optional("packages.key", grammar.pgpKey, value?.packages?.key),
  };
  if (!packages.key && !packages.url.startsWith("https://")) {
    throw new AppError(
      "invalid",
      "packages.url is not https and no signing key is given: set packages.key in rack.yaml",
    );
  }
  return { packages, aptProxy: optional("aptProxy", grammar.httpUrl, value?.aptProxy) };
}

/** Checks every field against its grammar. Throws `invalid` naming the field. */
export function parseNodeSpec(value: rackberry.v1.NodeSpec.$Properties | null | undefined): NodeSpec {
  return {
    ...parsePackageSource(value),
    name: field("name", grammar.nodeName, value?.name),
    domain: field("domain", grammar.domain, value?.domain),
    hosts: (value?.hosts ?? []).map((host) => ({
      name: field("hosts.name", grammar.label, host.name),
      address: field("hosts.address", grammar.ipv4, host.address),
    })),
    kubernetesVersion: field("kubernetesVersion", grammar.kubernetesVersion, value?.kubernetesVersion),
    imageRepository: optional("imageRepository", grammar.imageRepository, value?.imageRepository),
    mirrors: (value?.mirrors ?? []).map((mirror) => ({
      registry: field("mirrors.registry", grammar.registryHost, mirror.registry),
      url: field("mirrors.url", grammar.httpUrl, mirror.url),
      certificate: optional("mirrors.certificate", grammar.certificate, mirror.certificate),
    })),
    user: {
      name: field("user.name", grammar.userName, value?.user?.name),
      sshKeys: (value?.user?.sshKeys ?? []).map((key) => field("user.sshKeys", grammar.sshKey, key)),
    },
    network: parseNetwork(value?.network),
    aptProxyFilledMs: grammar.byteCount(value?.aptProxyFilledMs, Number.MAX_SAFE_INTEGER),
    images: (value?.images ?? []).map((image) => field("images", (name) => imageName(parseImage(name)), image)),
    controlPlane: value?.controlPlane ?? false,
  };
}

function parseNetwork(value: rackberry.v1.Network.$Properties | null | undefined): PodNetwork {
  const podSubnet = field("network.podSubnet", grammar.subnet, value?.podSubnet);
  // A route outside the pod subnet would send the node's own traffic to another node.
  const within = (part: unknown): string => {
    const subnet = grammar.subnet(part);
    if (grammar.isWithin(subnet, podSubnet)) return subnet;
    throw new AppError("invalid", `${subnet} is not inside ${podSubnet}`);
  };
  return {
    kind: networkKind(value?.kind),
    podSubnet,
    routes: (value?.routes ?? []).map((route) => ({
      subnet: field("network.routes.subnet", within, route.subnet),
      address: field("network.routes.address", grammar.ipv4, route.address),
    })),
    nodePodSubnet: optional("network.nodePodSubnet", within, value?.nodePodSubnet),
  };
}

/** The message for a spec. */
export function nodeSpecMessage(spec: NodeSpec): rackberry.v1.NodeSpec.$Properties {
  const kind = spec.network.kind === "direct" ? v1.NetworkKind.DIRECT : v1.NetworkKind.FLANNEL;
  return {
    ...spec,
    hosts: [...spec.hosts],
    mirrors: [...spec.mirrors],
    images: [...spec.images],
    user: { name: spec.user.name, sshKeys: [...spec.user.sshKeys] },
    network: { ...spec.network, kind, routes: [...spec.network.routes] },
  };
}

function field<T>(name: string, parse: (value: unknown) => T, value: unknown): T {
  try {
    return parse(value);
  } catch (cause) {
    throw new AppError("invalid", `${name}: ${AppError.from(cause).message}`, { cause });
  }
}

function optional(name: string, parse: (value: unknown) => string, value: unknown): string {
  return value === undefined || value === null || value === "" ? "" : field(name, parse, value);
}

function networkKind(value: unknown): PodNetwork["kind"] {
  if (value === v1.NetworkKind.FLANNEL) return "flannel";
  if (value === v1.NetworkKind.DIRECT) return "direct";
  throw new AppError("invalid", `network.kind: not a pod network: ${JSON.stringify(value)}`);
}
