import { join } from "node:path";
import type { Deb } from "./deb.ts";
import { KUBERNETES_VERSION } from "./kubernetes-source.ts";

/** The kubelet's unit and kubeadm's drop-in, as the upstream packages of that time shipped them. */
const KUBELET_UNIT = `[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/home/
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const KUBEADM_DROPIN = `# Note: This dropin only works with kubeadm and kubelet v1.11+
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
# This is a file that "kubeadm init" and "kubeadm join" generates at runtime, populating the KUBELET_KUBEADM_ARGS variable dynamically
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
# This is a file that the user can use for overrides of the kubelet args as a last resort. Preferably, the user should use
# the .NodeRegistration.KubeletExtraArgs object in the configuration files instead. KUBELET_EXTRA_ARGS should be sourced from this file.
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

const DROPIN_PATH = "/etc/systemd/system/kubelet.service.d/10-kubeadm.conf";

/** As debhelper writes them for a service that starts with the package. */
const KUBELET_SCRIPTS = {
  postinst: `#!/bin/sh
set -e
if [ "$1" = configure ]; then
  deb-systemd-helper unmask kubelet.service >/dev/null || true
  deb-systemd-helper enable kubelet.service >/dev/null || true
  if [ -d /run/systemd/system ]; then
    systemctl --system daemon-reload >/dev/null || true
    deb-systemd-invoke restart kubelet.service >/dev/null || true
  fi
fi
`,
  prerm: `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then deb-systemd-invoke stop kubelet.service >/dev/null || true; fi
`,
  postrm: `#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then systemctl --system daemon-reload >/dev/null || true; fi
if [ "$1" = purge ]; then deb-systemd-helper purge kubelet.service >/dev/null || true; fi
`,
};

/** The packages of pkgs.k8s.io for 1.20, with upstream's names, dependencies and style of version. */
export function kubernetesPackages(from: { binaries: string; crictl: string; plugins: string }): Deb[] {
  const version = `${KUBERNETES_VERSION}-1.1`;
  return [
    {
      name: "kubeadm",
      version,
      description: "Command-line utility for creating a Kubernetes cluster",
      depends: ["kubelet (>= 1.19.0)", "kubectl (>= 1.19.0)", "kubernetes-cni (>= 0.8.6)", "cri-tools (>= 1.19.0)"],
      files: { "/usr/bin/kubeadm": join(from.binaries, "kubeadm") },
      texts: { [DROPIN_PATH]: KUBEADM_DROPIN },
      conffiles: [DROPIN_PATH],
    },
    {
      name: "kubelet",
      version,
      description: "Node agent for Kubernetes clusters",
      depends: [
        ..."iptables (>= 1.4.21)|kubernetes-cni (>= 0.8.6)|iproute2|socat|util-linux|mount".split("|"),
        ..."ebtables|ethtool|conntrack".split("|"),
      ],
      files: { "/usr/bin/kubelet": join(from.binaries, "kubelet") },
      texts: { "/lib/systemd/system/kubelet.service": KUBELET_UNIT },
      scripts: KUBELET_SCRIPTS,
    },
    {
      name: "kubectl",
      version,
      description: "Command-line utility for interacting with a Kubernetes cluster",
      files: { "/usr/bin/kubectl": join(from.binaries, "kubectl") },
    },
    {
      name: "kubernetes-cni",
      version: "0.8.7-1.1",
      description: "Binaries required to provision kubernetes container networking",
      files: { "/opt/cni/bin": from.plugins },
    },
    {
      name: "cri-tools",
      version: "1.20.0-1.1",
      description: "Command-line utility for interacting with a container runtime (the part that kubeadm calls)",
      files: { "/usr/bin/crictl": join(from.crictl, "crictl") },
    },
  ];
}
