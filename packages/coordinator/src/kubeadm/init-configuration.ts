/** kubeadm configuration of the first control plane. */
import { minorOf } from "../domain/support.ts";
import {
  API_SERVER_PORT,
  type Document,
  head,
  nodeRegistration,
  type Registration,
  timeouts,
  yaml,
} from "./documents.ts";

export interface InitInput {
  readonly kubernetesVersion: string;
  readonly node: Registration;
  /** The cluster's own full name: another control plane may take it over. */
  readonly endpoint: string;
  /** The domain of the nodes' names: the control plane's own full name is in its certificate, too. */
  readonly domain: string;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** "": kubeadm's default. */
  readonly imageRepository: string;
  /**
   * Tokens for kubeadm's bootstrap-token phase, `id.secret`: one for each node that may join at once. Without any,
   * kubeadm makes its own, valid for a day, which nothing would delete.
   */
  readonly tokens: readonly string[];
  /** 1 or 2. */
  readonly cgroupVersion: number;
  /** The host is a container: systemd may not own its cgroups, and nf_conntrack_max cannot be written. */
  readonly container: boolean;
}

/** From this minor on the kubelet gets the cgroup driver from the container runtime; it may not be set (KEP-4033). */
const DRIVER_FROM_RUNTIME = 38;

export const initConfiguration = (input: InitInput): string =>
  yaml([
    initDocument(input),
    clusterDocument(input),
    kubeletDocument(input),
    {
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      ...(input.container ? { conntrack: { maxPerCore: 0, min: 0 } } : {}),
    },
  ]);

const initDocument = ({ node, tokens }: InitInput): Document => ({
  ...head("InitConfiguration"),
  bootstrapTokens: tokens.map((token) => ({
    token,
    ttl: "10m0s",
    // Not for discovery of the cluster: each node gets the CA from the coordinator.
    usages: ["authentication"],
    groups: ["system:bootstrappers:kubeadm:default-node-token"],
  })),
  localAPIEndpoint: { advertiseAddress: node.address, bindPort: API_SERVER_PORT },
  nodeRegistration: { ...nodeRegistration(node), imagePullSerial: false },
  timeouts,
});

const clusterDocument = (input: InitInput): Document => ({
  ...head("ClusterConfiguration"),
  kubernetesVersion: `v${input.kubernetesVersion}`,
  // A Pi takes up to a second for an RSA key, and init makes eleven keys.
  encryptionAlgorithm: "ECDSA-P256",
  controlPlaneEndpoint: `${input.endpoint}:${API_SERVER_PORT}`,
  apiServer: { certSANs: [`${input.node.name}.${input.domain}`] },
  // It makes an account for each of its fifty controllers before any of them starts. At its default of 20 requests a
  // second, a new cluster would approve no node for five seconds.
  controllerManager: {
    extraArgs: [
      { name: "kube-api-qps", value: "100" },
      { name: "kube-api-burst", value: "200" },
    ],
  },
  networking: { podSubnet: input.podSubnet, serviceSubnet: input.serviceSubnet, dnsDomain: "cluster.local" },
  ...(input.imageRepository ? { imageRepository: input.imageRepository } : {}),
});

function kubeletDocument({ kubernetesVersion, cgroupVersion, container }: InitInput): Document {
  // Only in a container, where the kernel is the outer host's; a Pi with cgroup v1 is refused.
  const cgroup1 = container && cgroupVersion === 1;
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    ...(minorOf(kubernetesVersion) < DRIVER_FROM_RUNTIME ? { cgroupDriver: cgroup1 ? "cgroupfs" : "systemd" } : {}),
    ...(cgroup1 ? { failCgroupV1: false } : {}),
  };
}
