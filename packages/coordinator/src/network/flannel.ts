/**
 * flannel's manifest for one pod subnet: that of release v0.28.10, except for its start order. The image tags belong to
 * that release.
 *
 * The release installs the network configuration and then starts flanneld. The kubelet reports its node Ready once the
 * configuration is there, and a pod that starts before flanneld has a subnet, usually CoreDNS, fails ("open
 * /run/flannel/subnet.env: no such file or directory") and is not retried for ten seconds. Here flanneld is a sidecar
 * (Kubernetes 1.29), and the configuration is installed only after flanneld has a subnet.
 */
const NAMESPACE = "kube-flannel";
const FLANNEL = "ghcr.io/flannel-io/flannel:v0.28.10";
const CNI_PLUGIN = "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3";
/** A container that does nothing: a pod needs at least one that is not an init container. */
const PAUSE = "registry.k8s.io/pause:3.10.2";
/** Full names of the images that every node runs. */
export const flannelImages: readonly string[] = [FLANNEL, CNI_PLUGIN, PAUSE];
const labels = { app: "flannel", "k8s-app": "flannel", tier: "node" };

export interface FlannelOptions {
  /** `Network` in flannel's configuration: the pod subnet that kubeadm was given. */
  readonly podSubnet: string;
  /**
   * The API server, by a name in every node's hosts file. Without it flanneld uses the service's address, which does
   * not work until kube-proxy runs; until then flanneld exits: twice at once, the third time after ten seconds.
   */
  readonly api?: { readonly host: string; readonly port: number };
}

/** Documents separated by `---`. */
export function flannelManifest({ podSubnet, api }: FlannelOptions): string {
  return [namespace, clusterRole, clusterRoleBinding, serviceAccount, configMap(podSubnet), daemonSet(api)]
    .map((document) => `---\n${JSON.stringify(document, null, 2)}\n`)
    .join("");
}

const namespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: NAMESPACE, labels: { "k8s-app": "flannel", "pod-security.kubernetes.io/enforce": "privileged" } },
};

const clusterRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "flannel", labels: { "k8s-app": "flannel" } },
  rules: [
    { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] },
  ],
};

const clusterRoleBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "flannel", labels: { "k8s-app": "flannel" } },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "flannel" },
  subjects: [{ kind: "ServiceAccount", name: "flannel", namespace: NAMESPACE }],
};

const serviceAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "flannel", namespace: NAMESPACE, labels: { "k8s-app": "flannel" } },
};

const configMap = (podSubnet: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "kube-flannel-cfg", namespace: NAMESPACE, labels },
  data: {
    "cni-conf.json": JSON.stringify({
      name: "cbr0",
      cniVersion: "1.0.0",
      plugins: [
        { type: "flannel", delegate: { hairpinMode: true, isDefaultGateway: true } },
        { type: "portmap", capabilities: { portMappings: true } },
      ],
    }),
    "net-conf.json": JSON.stringify({ Network: podSubnet, EnableNFTables: false, Backend: { Type: "vxlan" } }),
  },
});

const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });

const flannelConfig = { name: "flannel-cfg", mountPath: "/etc/kube-flannel/" };
/** Where flanneld reports that it is alive, and that it has a subnet. */
const health = { name: "healthz", containerPort: 8081, protocol: "TCP" };
const probe = (path: string, initialDelaySeconds: number, periodSeconds: number) => ({
  httpGet: { path, port: health.name },
  initialDelaySeconds,
  periodSeconds,
});

const daemonSet = (api: FlannelOptions["api"]) => ({
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { name: "kube-flannel-ds", namespace: NAMESPACE, labels },
  spec: {
    selector: { matchLabels: { app: "flannel" } },
    template: {
      metadata: {
        labels: { app: labels.app, tier: labels.tier },
        annotations: { "kubectl.kubernetes.io/default-container": "kube-flannel" },
      },
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: "kubernetes.io/os", operator: "In", values: ["linux"] }] },
              ],
            },
          },
        },
        hostNetwork: true,
        priorityClassName: "system-node-critical",
        // The pod network is what makes a node Ready, so it must run on nodes that are not Ready.
        tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
        serviceAccountName: "flannel",
        initContainers: [
          {
            name: "install-cni-plugin",
            image: CNI_PLUGIN,
            command: ["cp"],
            args: ["-f", "/flannel", "/opt/cni/bin/flannel"],
            volumeMounts: [{ name: "cni-plugin", mountPath: "/opt/cni/bin" }],
          },
          {
            name: "kube-flannel",
            image: FLANNEL,
            restartPolicy: "Always",
            command: ["/opt/bin/flanneld"],
            args: ["--ip-masq", "--kube-subnet-mgr", "--iface=$(HOST_IP)", `--healthz-port=${health.containerPort}`],
            ports: [health],
            // The next container starts once flanneld has a subnet.
            startupProbe: { ...probe("/readyz", 0, 1), failureThreshold: 600 },
            livenessProbe: probe("/healthz", 10, 30),
            readinessProbe: probe("/readyz", 5, 10),
            resources: { requests: { cpu: "100m", memory: "50Mi" } },
            securityContext: { privileged: false, capabilities: { add: ["NET_ADMIN", "NET_RAW"] } },
            env: [
              field("POD_NAME", "metadata.name"),
              field("POD_NAMESPACE", "metadata.namespace"),
              // The kubelet's address: by default flanneld takes the default route's interface, which may be Wi-Fi.
              field("HOST_IP", "status.hostIP"),
              { name: "EVENT_QUEUE_DEPTH", value: "5000" },
              { name: "CONT_WHEN_CACHE_NOT_READY", value: "false" },
              // Override the kubelet's values, which are the service's.
              ...(api ? [{ name: "KUBERNETES_SERVICE_HOST", value: api.host }] : []),
              ...(api ? [{ name: "KUBERNETES_SERVICE_PORT", value: `${api.port}` }] : []),
            ],
            volumeMounts: [
              { name: "run", mountPath: "/run/flannel" },
              flannelConfig,
              { name: "xtables-lock", mountPath: "/run/xtables.lock" },
            ],
          },
          {
            name: "install-cni",
            image: FLANNEL,
            // Written completely or not at all: power may be lost in the middle.
            command: ["/opt/bin/install-conf"],
            args: ["/etc/kube-flannel/cni-conf.json", "/etc/cni/net.d/10-flannel.conflist"],
            volumeMounts: [{ name: "cni", mountPath: "/etc/cni/net.d" }, flannelConfig],
          },
        ],
        containers: [{ name: "pause", image: PAUSE, resources: { requests: { cpu: "1m", memory: "1Mi" } } }],
        volumes: [
          { name: "run", hostPath: { path: "/run/flannel" } },
          { name: "cni-plugin", hostPath: { path: "/opt/cni/bin" } },
          { name: "cni", hostPath: { path: "/etc/cni/net.d" } },
          { name: "flannel-cfg", configMap: { name: "kube-flannel-cfg" } },
          { name: "xtables-lock", hostPath: { path: "/run/xtables.lock", type: "FileOrCreate" } },
        ],
      },
    },
  },
});
