/** rack.yaml: what the owner wants. */
import type { NodeRole } from "./api.ts";
import type { Hours } from "./hours.ts";
import { minorOf } from "./kubernetes-version.ts";

export interface RackConfig {
  /** Name of the rack, an RFC 1123 label. */
  readonly name: string;
  readonly domain: string;
  /** A full version (1.36.3) or a minor (1.36), which means the newest version that the repository had when checked. */
  readonly kubernetes: string;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** The network on which the nodes talk to each other; "" if they are on only one. */
  readonly nodeSubnet: string;
  readonly network: "flannel" | "direct";
  /** `ask`: even a Pi with a good card waits for `pictl adopt`. */
  readonly adoption: "automatic" | "ask";
  /** `key`: name of the ASCII-armoured signing key's file beside rack.yaml, "" when there is none. */
  readonly packages: { readonly url: string; readonly key: string };
  /** `repository` "" is kubeadm's default. */
  readonly images: {
    readonly repository: string;
    readonly mirrors: readonly { readonly registry: string; readonly url: string }[];
  };
  /** Pis listed by serial number; all others are named in order of arrival. */
  readonly nodes: readonly ListedNode[];
  /** `sshKeysFile`: file beside rack.yaml with more keys, one per line, "" when there is none. */
  readonly user: { readonly name: string; readonly sshKeys: readonly string[]; readonly sshKeysFile: string };
  /** When a rollout may disturb nodes; undefined means always. */
  readonly maintenance: { readonly hours: Hours | undefined };
  readonly kubeadm: { readonly skipPhases: readonly string[]; readonly ignorePreflightErrors: readonly string[] };
}

export interface ListedNode {
  readonly serial: string;
  /** "" means that it is named in order of arrival. */
  readonly name: string;
  readonly role: NodeRole;
  /** Address of its agent, for networks without multicast DNS; "" when it is discovered. */
  readonly address: string;
}

export const RACK_FILE = "rack.yaml";
/** The defaults of rack.yaml. */
export const DEFAULTS = {
  name: "rackberry",
  domain: "kube.local",
  kubernetes: "1.36",
  podSubnet: "10.244.0.0/16",
  serviceSubnet: "10.96.0.0/12",
  network: "flannel",
  adoption: "automatic",
  user: "pi",
} as const;

/** The community's repository for the version's minor: https://pkgs.k8s.io/core:/stable:/v1.NN/deb/ */
export function defaultPackagesUrl(version: string): string {
  return `https://pkgs.k8s.io/core:/stable:/v${minorOf(version)}/deb/`;
}
