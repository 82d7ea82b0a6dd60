/**
 * What we compare with: the shortest fair script that an owner could write by hand, from the documentation of kubeadm,
 * containerd and flannel. It knows its Pis' addresses, checks nothing, and handles no failures. Pure.
 */
import { MEMORY_FLAGS } from "../../packages/protocol/src/kernel-line.ts";

export interface ScriptNode {
  readonly name: string;
  readonly address: string;
}

export interface ScriptInput {
  readonly nodes: readonly ScriptNode[];
  /** In full. */
  readonly kubernetesVersion: string;
  /** Armoured. */
  readonly packagesKey: string;
  readonly podSubnet: string;
  /** flannel's manifest. */
  readonly network: string;
}

const MIRROR = "http://registry.rack:5000";
const REGISTRIES = ["registry.k8s.io", "ghcr.io", "docker.io"];

/** What the owner writes to the card's boot partition: root's ssh key, and the flags, so that no reboot is needed. */
export const userData = (sshKey: string): string => `#cloud-config
disable_root: false
users:
  - name: root
    ssh_authorized_keys: ["${sshKey}"]
`;

export const withFlags = (commandLine: string): string => `${commandLine.trim()} ${MEMORY_FLAGS.join(" ")}\n`;

/** Run on every node at once. */
export function prepare({ nodes, kubernetesVersion, packagesKey }: ScriptInput, node: ScriptNode): string {
  const minor = kubernetesVersion.split(".").slice(0, 2).join(".");
  const packages = ["kubelet", "kubeadm", "kubectl"].map((name) => `${name}=${kubernetesVersion}-*`).join(" ");
  return `set -e
hostnamectl set-hostname ${node.name}
cat >>/etc/hosts <<'END'
${nodes.map(({ name, address }) => `${address} ${name}`).join("\n")}
END
modprobe -a overlay br_netfilter 2>/dev/null || true
printf '%s\\n' net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1 >/etc/sysctl.d/k8s.conf
sysctl -q --system || true
swapoff -a
mkdir -p /etc/apt/keyrings
cat >/etc/apt/keyrings/kubernetes.asc <<'END'
${packagesKey.trim()}
END
echo 'deb [signed-by=/etc/apt/keyrings/kubernetes.asc] http://pkgs.k8s.io/core:/stable:/v${minor}/deb/ /' >/etc/apt/sources.list.d/kubernetes.list
export DEBIAN_FRONTEND=noninteractive
apt-get -q -oDPkg::Lock::Timeout=600 update
apt-get -q -y -oDPkg::Lock::Timeout=600 --no-install-recommends install containerd iptables ${packages}
apt-mark hold kubelet kubeadm kubectl
mkdir -p /etc/containerd
cat >/etc/containerd/config.toml <<'END'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "registry.k8s.io/pause:3.10.2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
END
${REGISTRIES.map((registry) => {
  const folder = `/etc/containerd/certs.d/${registry}`;
  return `mkdir -p ${folder}\nprintf '[host."${MIRROR}"]\\n  capabilities = ["pull", "resolve"]\\n' >${folder}/hosts.toml`;
}).join("\n")}
systemctl restart containerd
`;
}

/** Needed on every virtual Pi, since it runs in a container. */
const IGNORED = "--ignore-preflight-errors=SystemVerification,NumCPU";

/** Run on the first node once it is prepared; prints the command that joins a worker. */
export function initialise({ nodes: [master], kubernetesVersion, podSubnet, network }: ScriptInput): string {
  const documents = [
    {
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "InitConfiguration",
      localAPIEndpoint: { advertiseAddress: master?.address },
    },
    {
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "ClusterConfiguration",
      kubernetesVersion: `v${kubernetesVersion}`,
      networking: { podSubnet },
    },
    {
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      cgroupDriver: "cgroupfs",
      failCgroupV1: false,
    },
    {
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      conntrack: { maxPerCore: 0, min: 0 },
    },
  ];
  return `set -e
cat >/root/kubeadm.yaml <<'END'
${documents.map((document) => `---\n${JSON.stringify(document)}`).join("\n")}
END
kubeadm init --config /root/kubeadm.yaml ${IGNORED} >&2
export KUBECONFIG=/etc/kubernetes/admin.conf
kubeadm token create --print-join-command
kubectl apply -f - >&2 <<'END'
${network}
END
`;
}

/** Run on every worker as soon as it is prepared and the join command exists. */
export const join = (command: string): string => `${command.trim()} ${IGNORED}\n`;
