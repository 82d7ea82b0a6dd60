/** Parts that init and join share, in the format kubeadm.k8s.io/v1beta4, which every minor from 1.31 on reads. */

export type Document = Readonly<Record<string, unknown>>;

/** The node as kubeadm registers it. */
export interface Registration {
  readonly name: string;
  readonly address: string;
}

export const API_SERVER_PORT = 6443;

/** Slow cards need longer than kubeadm's default of four minutes. */
const PATIENCE = "10m0s";
/** For one API call; kubeadm's defaults are one and two minutes. */
const CALL = "5m0s";

export const head = (kind: string): Document => ({ apiVersion: "kubeadm.k8s.io/v1beta4", kind });

export const nodeRegistration = ({ name, address }: Registration): Document => ({
  name,
  criSocket: "unix:///run/containerd/containerd.sock",
  // With two interfaces, or after a change of lease, the kubelet would guess.
  kubeletExtraArgs: [{ name: "node-ip", value: address }],
});

export const timeouts: Document = {
  controlPlaneComponentHealthCheck: PATIENCE,
  discovery: PATIENCE,
  etcdAPICall: CALL,
  kubeletHealthCheck: PATIENCE,
  kubernetesAPICall: CALL,
  tlsBootstrap: PATIENCE,
};

/** Several documents as one YAML file; JSON is YAML, and needs no quoting rules. */
export const yaml = (documents: readonly Document[]): string =>
  documents.map((document) => `---\n${JSON.stringify(document, null, 2)}\n`).join("");
