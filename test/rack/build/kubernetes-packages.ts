import { join } from "node:path";
import type { Deb } from "./deb.ts";
import { type Architecture, COMMON } from "./versions.ts";

/** The kubelet's unit and kubeadm's drop-in, as upstream's packages have them. */
const KUBELET_UNIT = `[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/
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
# What kubeadm init and kubeadm join write: KUBELET_KUBEADM_ARGS
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
# What a person sets: KUBELET_EXTRA_ARGS
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

const UNIT = "/usr/lib/systemd/system/kubelet.service";
const SETTINGS = "/etc/default/kubelet";

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

/**
 * The packages of pkgs.k8s.io, with upstream's names, files, dependencies and style of version. Source:
 * kubernetes/release, cmd/krel/templates/latest. iptables is recommended only, so nobody may rely on it.
 */
export function kubernetesPackages(
  version: string,
  architecture: Architecture,
  from: { readonly kubernetes: string; readonly crictl: string; readonly plugins: string },
): Deb[] {
  const own = { architecture, version: `${version}-1.1` };
  return [
    {
      ...own,
      name: "kubeadm",
      description: "Command-line utility for administering a Kubernetes cluster",
      files: { "/usr/bin/kubeadm": join(from.kubernetes, "kubeadm") },
      texts: { [`${UNIT}.d/10-kubeadm.conf`]: KUBEADM_DROPIN },
    },
    {
      ...own,
      name: "kubelet",
      description: "Node agent for Kubernetes clusters",
      depends: ["kubernetes-cni (>= 1.2.0)", "mount", "util-linux"],
      recommends: ["iptables (>= 1.8.4)"],
      files: { "/usr/bin/kubelet": join(from.kubernetes, "kubelet") },
      texts: {
        [UNIT]: KUBELET_UNIT,
        [SETTINGS]: "KUBELET_EXTRA_ARGS=\n",
        "/var/lib/kubelet/.kubelet-keep": "",
        "/etc/kubernetes/manifests/.kubelet-keep": "",
      },
      conffiles: [SETTINGS],
      scripts: KUBELET_SCRIPTS,
    },
    {
      ...own,
      name: "kubectl",
      description: "Command-line utility for interacting with a Kubernetes cluster",
      files: { "/usr/bin/kubectl": join(from.kubernetes, "kubectl") },
    },
    {
      architecture,
      name: "kubernetes-cni",
      version: `${COMMON.kubernetesCni.version}-1.1`,
      description: "Binaries required to provision kubernetes container networking",
      files: { "/opt/cni/bin": from.plugins },
    },
    {
      architecture,
      name: "cri-tools",
      version: `${COMMON.criTools.version}-1.1`,
      description: "Command-line utility for interacting with a container runtime",
      files: { "/usr/bin/crictl": join(from.crictl, "crictl") },
    },
  ];
}
