/** kubeadm configuration of the first control plane. */
import {
  API_SERVER_PORT,
  type Document,
  head,
  nodeRegistration,
  PATIENCE,
  type Registration,
  timeouts,
  yaml,
} from "./documents.ts";
import { configApi } from "./version.ts";

export interface InitInput {
  readonly kubernetesVersion: string;
  readonly node: Registration;
  /** Full name of the control plane: a name from day one, so that a second one can come later. */
  readonly endpoint: string;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** "": kubeadm's default. */
  readonly imageRepository: string;
  /**
   * Token for kubeadm's bootstrap-token phase, `id.secret`. Without one kubeadm makes its own, good for a day,
   * which nobody would delete.
   */
  readonly token: string;
  /** 1 or 2. */
  readonly cgroupVersion: number;
  /** The host is a container: systemd may not own its cgroups, and nf_conntrack_max cannot be written. */
  readonly container: boolean;
}

export const initConfiguration = (input: InitInput): string =>
  yaml([
    initDocument(input),
    clusterDocument(input),
    {
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      cgroupDriver: input.container && input.cgroupVersion === 1 ? "cgroupfs" : "systemd",
    },
    {
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      ...(input.container ? { conntrack: { maxPerCore: 0, min: 0 } } : {}),
    },
  ]);

const initDocument = ({ kubernetesVersion, node, token }: InitInput): Document => ({
  ...head(kubernetesVersion, "InitConfiguration"),
  bootstrapTokens: [
    {
      token,
      ttl: "10m0s",
      usages: ["signing", "authentication"],
      groups: ["system:bootstrappers:kubeadm:default-node-token"],
    },
  ],
  localAPIEndpoint: { advertiseAddress: node.address, bindPort: API_SERVER_PORT },
  nodeRegistration: nodeRegistration(kubernetesVersion, node),
  ...(configApi(kubernetesVersion) === "v1beta4" ? { timeouts } : {}),
});

const clusterDocument = (input: InitInput): Document => ({
  ...head(input.kubernetesVersion, "ClusterConfiguration"),
  kubernetesVersion: `v${input.kubernetesVersion}`,
  controlPlaneEndpoint: `${input.endpoint}:${API_SERVER_PORT}`,
  networking: { podSubnet: input.podSubnet, serviceSubnet: input.serviceSubnet, dnsDomain: "cluster.local" },
  ...(input.imageRepository ? { imageRepository: input.imageRepository } : {}),
  ...(configApi(input.kubernetesVersion) === "v1beta4" ? {} : { apiServer: { timeoutForControlPlane: PATIENCE } }),
});
