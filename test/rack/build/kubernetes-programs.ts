/** The programs that the rack builds where upstream cannot be reached. */
import type { GoPrograms } from "./go-module.ts";
import { type Architecture, COMMON, type Minor, OWN_ARCHITECTURE, RELEASES } from "./versions.ts";

const WORKER = ["kubeadm", "kubelet", "kubectl", "kube-proxy"];
const CONTROL_PLANE = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
const PLUGINS = {
  ipam: ["dhcp", "host-local", "static"],
  main: ["bridge", "dummy", "host-device", "ipvlan", "loopback", "macvlan", "ptp", "tap", "vlan"],
  meta: ["bandwidth", "firewall", "portmap", "sbr", "tuning", "vrf"],
};
const PLUGINS_PATH = "github.com/containernetworking/plugins/plugins";
const ETCD = "go.etcd.io/etcd";

/** The seven programs of Kubernetes; for an architecture other than the rack's own, a worker's only. */
export function kubernetesPrograms(minor: Minor, architecture: Architecture): GoPrograms {
  const { version, modules } = RELEASES[minor];
  // kubeadm refuses a kubelet that reports 0.0.0. A module does not contain its commit.
  const fields = { gitVersion: `v${version}`, gitMajor: "1", gitMinor: minor.slice(2), gitTreeState: "archive" };
  const stamp = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
    Object.entries(fields).map(([name, value]) => [`${path}.${name}`, value] as const),
  );
  const names = architecture === OWN_ARCHITECTURE ? [...WORKER, ...CONTROL_PLANE] : WORKER;
  const programs = Object.fromEntries(names.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`]));
  return { module: modules.kubernetes, programs, stamp: Object.fromEntries(stamp), architecture };
}

export const etcdPrograms = (minor: Minor): GoPrograms => ({
  module: RELEASES[minor].modules.etcd,
  programs: { etcd: `${ETCD}/server/v3`, etcdctl: `${ETCD}/etcdctl/v3`, etcdutl: `${ETCD}/etcdutl/v3` },
  architecture: OWN_ARCHITECTURE,
});

export const corednsProgram = (minor: Minor, architecture: Architecture): GoPrograms => ({
  module: RELEASES[minor].modules.coredns,
  programs: { coredns: "rackberry.invalid/coredns" },
  architecture,
});

/** The standard CNI plugins. */
export const cniPlugins = (architecture: Architecture): GoPrograms => ({
  module: COMMON.kubernetesCni.module,
  programs: Object.fromEntries(
    Object.entries(PLUGINS).flatMap(([kind, names]) => names.map((name) => [name, `${PLUGINS_PATH}/${kind}/${name}`])),
  ),
  architecture,
});

export const crictl = (architecture: Architecture): GoPrograms => ({
  module: COMMON.criTools.module,
  programs: { crictl: "sigs.k8s.io/cri-tools/cmd/crictl" },
  stamp: { "sigs.k8s.io/cri-tools/pkg/version.Version": COMMON.criTools.version },
  architecture,
});

export const flannel = (architecture: Architecture): GoPrograms => ({
  module: COMMON.flannel.module,
  programs: {
    flanneld: "github.com/flannel-io/flannel",
    "install-conf": "github.com/flannel-io/flannel/cmd/install_conf",
  },
  stamp: { "github.com/flannel-io/flannel/pkg/version.Version": COMMON.flannel.tag },
  // flanneld's udp back end is in C on amd64, and is always compiled there.
  cgo: architecture === "amd64",
  architecture,
});

/** flannel's CNI plugin. */
export const flannelPlugin = (architecture: Architecture): GoPrograms => ({
  module: COMMON.flannelCni.module,
  programs: { flannel: `${PLUGINS_PATH}/meta/flannel` },
  architecture,
});
