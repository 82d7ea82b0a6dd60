/** Places and units of the rack's mirror, shared by its steps. Pure. */
import type { NodeSpec } from "@rackberry/protocol";
import type { WantedFile } from "../tools/files.ts";

export interface Mirroring {
  readonly spec: NodeSpec;
  /** Full names of the images besides kubeadm's. */
  readonly images: readonly string[];
  /** A value different from the last one means: pull what the upstreams have now. */
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

export const HEAD = "Written by pi-agent; changes are undone.";

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

export const service = ({ name, description, user, exec, unit = "", service: more, atBoot }: Service): WantedFile => ({
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
export const NEIGHBOURS = `IPAddressDeny=any
IPAddressAllow=localhost link-local 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7
`;
