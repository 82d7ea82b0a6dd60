/** What the rack builds where there is no upstream. */
import type { GoPrograms } from "./go-module.ts";
import { COMMON, type Minor, RELEASES } from "./versions.ts";

const COMPONENTS = [
  "kubeadm",
  "kubelet",
  "kubectl",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
];
const PLUGINS = {
  ipam: ["dhcp", "host-local", "static"],
  main: ["bridge", "dummy", "host-device", "ipvlan", "loopback", "macvlan", "ptp", "tap", "vlan"],
  meta: ["bandwidth", "firewall", "portmap", "sbr", "tuning", "vrf"],
};
const PLUGINS_PATH = "github.com/containernetworking/plugins/plugins";
const ETCD = "go.etcd.io/etcd";

/** The seven programs of Kubernetes. */
export function kubernetesPrograms(minor: Minor): GoPrograms {
  const { version, modules } = RELEASES[minor];
  // kubeadm refuses a kubelet that says 0.0.0. A module does not tell its commit.
  const fields = { gitVersion: `v${version}`, gitMajor: "1", gitMinor: minor.slice(2), gitTreeState: "archive" };
  const stamp = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
    Object.entries(fields).map(([name, value]) => [`${path}.${name}`, value] as const),
  );
  const programs = COMPONENTS.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`] as const);
  return { module: modules.kubernetes, programs: Object.fromEntries(programs), stamp: Object.fromEntries(stamp) };
}

export const etcdPrograms = (minor: Minor): GoPrograms => ({
  module: RELEASES[minor].modules.etcd,
  programs: { etcd: `${ETCD}/server/v3`, etcdctl: `${ETCD}/etcdctl/v3`, etcdutl: `${ETCD}/etcdutl/v3` },
});

export const corednsProgram = (minor: Minor): GoPrograms => ({
  module: RELEASES[minor].modules.coredns,
  programs: { coredns: "rackberry.invalid/coredns" },
});

/** The standard CNI plugins. */
export const cniPlugins: GoPrograms = {
  module: COMMON.kubernetesCni.module,
  programs: Object.fromEntries(
    Object.entries(PLUGINS).flatMap(([kind, names]) => names.map((name) => [name, `${PLUGINS_PATH}/${kind}/${name}`])),
  ),
};

export const crictl: GoPrograms = {
  module: COMMON.criTools.module,
  programs: { crictl: "sigs.k8s.io/cri-tools/cmd/crictl" },
  stamp: { "sigs.k8s.io/cri-tools/pkg/version.Version": COMMON.criTools.version },
};

export const flannel: GoPrograms = {
  module: COMMON.flannel.module,
  programs: {
    flanneld: "github.com/flannel-io/flannel",
    "install-conf": "github.com/flannel-io/flannel/cmd/install_conf",
  },
  stamp: { "github.com/flannel-io/flannel/pkg/version.Version": COMMON.flannel.tag },
  // flanneld's udp back end is C on amd64, and is always compiled.
  cgo: true,
};

/** flannel's CNI plugin. */
export const flannelPlugin: GoPrograms = {
  module: COMMON.flannelCni.module,
  programs: { flannel: `${PLUGINS_PATH}/meta/flannel` },
};
