/** Parts that init and join share, each in the shape of its configuration API. */
import { type ConfigApi, configApi, criSocket } from "./version.ts";

export type Document = Readonly<Record<string, unknown>>;

/** The node as kubeadm registers it. */
export interface Registration {
  readonly name: string;
  readonly address: string;
}

export const API_SERVER_PORT = 6443;

/** Slow cards need longer than kubeadm's four minutes. */
export const PATIENCE = "10m0s";

export const head = (kubernetesVersion: string, kind: string): Document => ({
  apiVersion: `kubeadm.k8s.io/${configApi(kubernetesVersion)}`,
  kind,
});

/** extraArgs are a map up to v1beta3, and a list of name and value from v1beta4 on. */
function extraArgs(api: ConfigApi, args: Readonly<Record<string, string>>): unknown {
  return api === "v1beta4" ? Object.entries(args).map(([name, value]) => ({ name, value })) : args;
}

export const nodeRegistration = (kubernetesVersion: string, node: Registration): Document => ({
  name: node.name,
  criSocket: criSocket(kubernetesVersion),
  // With two interfaces, or a changed lease, the kubelet would guess.
  kubeletExtraArgs: extraArgs(configApi(kubernetesVersion), { "node-ip": node.address }),
});

/** v1beta4 only: older versions have these apart, or not at all. */
export const timeouts: Document = {
  controlPlaneComponentHealthCheck: PATIENCE,
  discovery: PATIENCE,
  kubeletHealthCheck: PATIENCE,
  tlsBootstrap: PATIENCE,
};

/** Several documents as one YAML file; JSON is YAML, and needs no quoting rules. */
export const yaml = (documents: readonly Document[]): string =>
  documents.map((document) => `---\n${JSON.stringify(document, null, 2)}\n`).join("");
