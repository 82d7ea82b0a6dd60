/** Writes containerd's configuration in the format for its version. Pure. */
import type { RegistryMirror } from "@rackberry/protocol";
import type { WantedFile } from "../tools/files.ts";

export interface ContainerdSettings {
  /** containerd's own: 1.6.20. */
  readonly version: string;
  readonly systemdCgroup: boolean;
  /** The pause image that the kubelet of this Kubernetes version expects. */
  readonly sandboxImage: string;
  /** False in containers without CAP_SYS_RESOURCE, where runc cannot lower an OOM score. */
  readonly mayRaiseLimits: boolean;
}

export const CERTS_DIRECTORY = "/etc/containerd/certs.d";
const HEAD = "# Written by pi-agent; changes will be undone. Registries: /etc/containerd/certs.d\n";

/** Version 2 of the format for containerd 1.x, 3 for 2.0 to 2.2, 4 from 2.3 on. */
export function containerdConfig(settings: ContainerdSettings): string {
  const [major = 0, minor = 0] = settings.version.split(".").map(Number);
  if (major < 2) return HEAD + versionTwo(settings);
  return HEAD + versionThree(settings, major > 2 || minor >= 3 ? 4 : 3);
}

/** bin_dir: Debian's default is /usr/lib/cni, while kubernetes-cni and flannel put their plugins into /opt/cni/bin. */
const versionTwo = ({ systemdCgroup, sandboxImage, mayRaiseLimits }: ContainerdSettings) => `version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${sandboxImage}"
  restrict_oom_score_adj = ${!mayRaiseLimits}

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = ${systemdCgroup}

  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${CERTS_DIRECTORY}"
`;

const versionThree = ({ systemdCgroup, sandboxImage, mayRaiseLimits }: ContainerdSettings, version: 3 | 4) =>
  `version = ${version}

[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "${sandboxImage}"

[plugins."io.containerd.cri.v1.images".registry]
  config_path = "${CERTS_DIRECTORY}"

[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = ${!mayRaiseLimits}

  [plugins."io.containerd.cri.v1.runtime".cni]
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = ${systemdCgroup}
`;

const HOSTS_HEAD = "# Written by pi-agent";
export const isOurCertificate = (path: string): boolean => /\/rackberry-mirror\d+\.crt$/.test(path);
export const isOurHostsFile = (text: string | undefined): boolean => text?.startsWith(HOSTS_HEAD) ?? false;

/** Files for one registry: hosts.toml, with its mirrors in the order of use, and their certificates beside it. */
export function mirrorFiles(registry: string, mirrors: readonly RegistryMirror[]): readonly WantedFile[] {
  const folder = `${CERTS_DIRECTORY}/${registry}`;
  const certificates = mirrors.flatMap(({ certificate }, index) =>
    certificate === "" ? [] : [{ path: `${folder}/rackberry-mirror${index + 1}.crt`, content: certificate }],
  );
  const hosts = mirrors.map(({ url, certificate }, index) =>
    hostTable(url, certificate === "" ? "" : `${folder}/rackberry-mirror${index + 1}.crt`),
  );
  const table = { path: `${folder}/hosts.toml`, content: `${HOSTS_HEAD}.\n${hosts.join("\n")}`, keep: true } as const;
  return [...certificates, table];
}

/** Source: containerd's docs/hosts.md. */
function hostTable(url: string, certificate: string): string {
  const path = /^https?:\/\/[^/]+\/?$/.test(url) ? "" : "  override_path = true\n";
  const ca = certificate === "" ? "" : `  ca = "${certificate}"\n`;
  return `[host."${url}"]\n  capabilities = ["pull", "resolve"]\n${path}${ca}`;
}
