/**
 * The programs of the rack's mirror. Two serve the rack and cannot change what they serve: the packages' goes nowhere
 * itself (else it would be a proxy for anybody), the images' sees a read-only file system (whoever could push could take
 * the cluster). Two fill, one after the other, where only this host reaches them. Pure.
 */
import { MIRROR_IMAGES_PORT, MIRROR_PACKAGES_PORT, type NodeSpec } from "@rackberry/protocol";
import type { WantedFile } from "./files.ts";

export interface Mirroring {
  readonly spec: NodeSpec;
  /** In full, besides those that kubeadm names. */
  readonly images: readonly string[];
  /** Another word than last time: pull anew what the upstreams have now. */
  readonly generation: string;
}

/** What the mirror holds; the fillers' own folders are in it. */
export const MIRROR_DIRECTORY = "/var/lib/rackberry-mirror";
export const PACKAGES_DIRECTORY = `${MIRROR_DIRECTORY}/packages`;
export const IMAGES_DIRECTORY = `${MIRROR_DIRECTORY}/images`;
export const MIRROR_SETTINGS = "/etc/rackberry-mirror";
export const IMAGES_KEY = `${MIRROR_SETTINGS}/images.key`;
export const IMAGES_CERTIFICATE = `${MIRROR_SETTINGS}/images.crt`;

/** Loopback only, while the mirror is filled. */
export const FILL_PACKAGES_PORT = 7439;
/** In a network of its own, while the mirror is filled. */
export const FILL_IMAGES_PORT = 5000;

const unit = (name: string) => `rackberry-mirror-${name}.service`;
export const SERVE_PACKAGES = unit("packages");
export const FILL_PACKAGES = unit("packages-fill");
export const SERVE_IMAGES = unit("images");
export const FILL_IMAGES = unit("images-fill");

const HEAD = "Written by pi-agent; changes are undone.";

interface Service {
  readonly name: string;
  readonly description: string;
  readonly user: string;
  readonly exec: string;
  /** More of [Unit] and [Service]. */
  readonly unit?: string;
  readonly service: string;
  readonly atBoot: boolean;
}

const service = ({ name, description, user, exec, unit = "", service: more, atBoot }: Service): WantedFile => ({
  path: `/etc/systemd/system/${name}`,
  content: `# ${HEAD}
[Unit]
Description=Rackberry mirror: ${description}
After=network.target
${unit}
[Service]
User=${user}
ExecStart=${exec}
${more}NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryMax=256M
${atBoot ? "Restart=always\nRestartSec=2\n\n[Install]\nWantedBy=multi-user.target\n" : ""}`,
});

/** Addresses of private networks: the rack's is one of them. */
const NEIGHBOURS = `IPAddressDeny=any
IPAddressAllow=localhost link-local 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7
`;

/** apt-cacher-ng in a folder of settings of its own; Debian's are not read. */
function packagesSettings(name: string, more: Readonly<Record<string, string | number>>): WantedFile {
  const settings = {
    CacheDir: PACKAGES_DIRECTORY,
    LogDir: `/var/log/rackberry-mirror-${name}`,
    SocketPath: `/run/rackberry-mirror-${name}/socket`,
    // rack.yaml may name a repository at any port; nothing but packages is let through.
    AllowUserPorts: 0,
    PassThroughPattern: "^$",
    ForwardBtsSoap: 0,
    ...more,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
  return { path: `${MIRROR_SETTINGS}/${name}/acng.conf`, content: `# ${HEAD}\n${lines.join("")}` };
}

const cacher = (name: string) => `/usr/sbin/apt-cacher-ng -c ${MIRROR_SETTINGS}/${name} ForeGround=1`;
const cacherFolders = (name: string) =>
  `Type=notify\nLogsDirectory=rackberry-mirror-${name}\nRuntimeDirectory=rackberry-mirror-${name}\n`;

export const packagesFiles: readonly WantedFile[] = [
  packagesSettings("packages", { Port: MIRROR_PACKAGES_PORT, Offlinemode: 1 }),
  packagesSettings("packages-fill", { BindAddress: "127.0.0.1", Port: FILL_PACKAGES_PORT }),
  service({
    name: SERVE_PACKAGES,
    description: "serves packages to the rack",
    user: "apt-cacher-ng",
    exec: cacher("packages"),
    service: cacherFolders("packages") + NEIGHBOURS,
    atBoot: true,
  }),
  service({
    name: FILL_PACKAGES,
    description: "pulls packages",
    user: "apt-cacher-ng",
    exec: cacher("packages-fill"),
    // Never two at work in one folder.
    unit: `Conflicts=${SERVE_PACKAGES}\n`,
    service: `${cacherFolders("packages-fill")}StateDirectory=rackberry-mirror/packages\n`,
    atBoot: false,
  }),
];

/** docker-registry's; JSON is YAML. */
function imagesSettings(name: string, http: object, readonly: boolean): WantedFile {
  const storage = { filesystem: { rootdirectory: IMAGES_DIRECTORY }, maintenance: { readonly: { enabled: readonly } } };
  const settings = { version: "0.1", log: { level: "warn" }, storage, http };
  return { path: `${MIRROR_SETTINGS}/${name}.json`, content: `${JSON.stringify(settings, null, 2)}\n` };
}

const credential = (name: string) => `/run/credentials/${SERVE_IMAGES}/${name}`;
const registry = (name: string) => `/usr/bin/docker-registry serve ${MIRROR_SETTINGS}/${name}.json`;

export const imagesFiles: readonly WantedFile[] = [
  imagesSettings(
    "images",
    {
      addr: `:${MIRROR_IMAGES_PORT}`,
      tls: { certificate: credential("images.crt"), key: credential("images.key"), minimumtls: "tls1.2" },
    },
    true,
  ),
  imagesSettings("images-fill", { addr: `127.0.0.1:${FILL_IMAGES_PORT}` }, false),
  service({
    name: SERVE_IMAGES,
    description: "serves images to the rack",
    user: "docker-registry",
    exec: registry("images"),
    service: `LoadCredential=images.key:${IMAGES_KEY}\nLoadCredential=images.crt:${IMAGES_CERTIFICATE}\n${NEIGHBOURS}`,
    atBoot: true,
  }),
  service({
    name: FILL_IMAGES,
    description: "takes images from containerd",
    user: "docker-registry",
    exec: registry("images-fill"),
    // Whoever is not root on this host cannot reach it.
    service: "PrivateNetwork=yes\nStateDirectory=rackberry-mirror/images\n",
    atBoot: false,
  }),
];
