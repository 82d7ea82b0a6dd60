/** For tests: temporary folders, boot partitions as stock images have them, a rack directory, packages. */
import { createPublicKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BootFolder } from "./card/boot-folder.ts";
import type { CardOrder } from "./card/card-content.ts";
import { type CardPlan, prepareCard } from "./card/prepare-card.ts";
import { makeRack } from "./rack/make-rack.ts";
import { rackFiles, readRack, readReleaseKey, readSecrets } from "./rack/rack-directory.ts";

export interface Folder extends Disposable {
  readonly path: string;
  write(name: string, content: string): void;
  read(name: string): string;
  /** Every file in it with its content, by name. */
  files(): Record<string, string>;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "pictl-test-"));
  return {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    files: () => filesOf(path),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

export function filesOf(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

/** Ubuntu 25.10 and later: A/B boot, user-data with the image's default login. */
export const UBUNTU: Readonly<Record<string, string>> = {
  "config.txt": "[all]\nos_prefix=current/\narm_64bit=1\nkernel=vmlinuz\n[tryboot]\nos_prefix=new/\n",
  "current/cmdline.txt": "console=serial0,115200 multipath=off root=LABEL=writable rootwait fixrtc\n",
  "current/vmlinuz": "kernel",
  "user-data": "#cloud-config\nchpasswd:\n  expire: true\n  users:\n  - name: ubuntu\n    password: ubuntu\n",
  "meta-data": "instance_id: cloud-image\n",
  "network-config": "version: 2\n",
};

/** Ubuntu 22.04 to 25.04, with what Imager writes over it. */
export const UBUNTU_FLAT: Readonly<Record<string, string>> = {
  README: "==================\nThe Boot Partition\n==================\n\nOf the Ubuntu Server for Raspberry Pi.\n",
  "config.txt": "[all]\narm_64bit=1\nkernel=vmlinuz\ncmdline=cmdline.txt\ninitramfs initrd.img followkernel\n[all]\n",
  "cmdline.txt": "console=tty1 root=LABEL=writable rootfstype=ext4 rootwait fixrtc ds=nocloud;i=rpi-imager-1763",
  vmlinuz: "kernel",
  "user-data": `#cloud-config
manage_resolv_conf: false

hostname: attic
manage_etc_hosts: true
packages:
- avahi-daemon
apt:
  preserve_sources_list: true
  conf: |
    Acquire {
      Check-Date "false";
    };
timezone: Europe/Rome
user:
  name: ada
  lock_passwd: false
  passwd: "$y$j9T$aaaa$bbbb"
  ssh_authorized_keys:
    - "ssh-ed25519 AAAA ada@laptop"
  sudo: null
ssh_pwauth: false
runcmd:
  - [ systemctl, enable, --now, ssh ]
`,
  "meta-data": "instance-id: rpi-imager-1763\n",
  "network-config":
    'network:\n  version: 2\n  wifis:\n    wlan0:\n      access-points:\n        "home": {password: "x"}\n',
};

const PI_GEN = {
  "config.txt": "dtparam=audio=on\nauto_initramfs=1\narm_64bit=1\n[cm4]\notg_mode=1\n[all]\n",
  "issue.txt":
    "Raspberry Pi reference 2026-06-18\nGenerated using pi-gen, https://github.com/RPi-Distro/pi-gen, 1, stage2\n",
  "kernel8.img": "kernel",
  initramfs8: "initramfs",
};

/** Raspberry Pi OS from late 2025 on, written by Imager without a setting of its own. */
export const RASPBERRY_PI_OS: Readonly<Record<string, string>> = {
  ...PI_GEN,
  "cmdline.txt": "console=tty1 root=PARTUUID=12-02 rootfstype=ext4 ds=nocloud;i=rpi-imager-1763 rootwait\n",
  "user-data": "#cloud-config\n#hostname: raspberrypi\n",
  "meta-data": "# meta-data\ndsmode: local\n",
};

/** Raspberry Pi OS bookworm as it is. */
export const BOOKWORM: Readonly<Record<string, string>> = {
  ...PI_GEN,
  "cmdline.txt":
    "console=tty1 root=PARTUUID=12-02 rootfstype=ext4 rootwait quiet init=/usr/lib/raspberrypi-sys-mods/firstboot\n",
};

/** The same with what Imager writes. */
export const BOOKWORM_IMAGER: Readonly<Record<string, string>> = {
  ...PI_GEN,
  "cmdline.txt": `${BOOKWORM["cmdline.txt"]?.trim()} systemd.run=/boot/firstrun.sh systemd.run_success_action=reboot systemd.unit=kernel-command-line.target`,
  "firstrun.sh": `#!/bin/sh

set +e

if [ -f /usr/lib/raspberrypi-sys-mods/imager_custom ]; then
   /usr/lib/raspberrypi-sys-mods/imager_custom set_hostname attic
fi
/usr/lib/userconf-pi/userconf 'ada' '$5$salt$hash'
rm -f /boot/firstrun.sh
sed -i 's| systemd.run.*||g' /boot/cmdline.txt
exit 0
`,
};

/** Every way in which a card that pictl knows may come, by what it is. */
export const STOCK: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Ubuntu with A/B boot": UBUNTU,
  "Ubuntu of Imager": UBUNTU_FLAT,
  "Raspberry Pi OS": RASPBERRY_PI_OS,
  "Raspberry Pi OS bookworm": BOOKWORM,
  "Raspberry Pi OS bookworm of Imager": BOOKWORM_IMAGER,
};

export function bootPartition(files: Readonly<Record<string, string>>): Folder {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}

/** A rack directory as pictl init makes it, with packages beside it in `dist`. */
export async function rackDirectory(): Promise<Folder> {
  const folder = temporaryFolder();
  await makeRack(folder.path);
  for (const name of ["pi-agent", "pi-coordinator"]) folder.write(`dist/${name}_0.1.0_arm64.deb`, debOf(name));
  return folder;
}

/** An administrator's kubeconfig as kubeadm writes it; `authority` stands for the cluster's CA. */
export const adminKubeconfig = (authority = "Q0E=", server = "https://api.kube.local:6443"): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${authority}
    server: ${server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
users:
- name: kubernetes-admin
  user:
    client-certificate-data: Q0VSVA==
    client-key-data: S0VZ
`;

/** A public key that sshd takes. */
export const SSH_KEY = `ssh-ed25519 ${Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from("ssh-ed25519"),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]).toString("base64")}`;

export const CARD_ID = "0123456789abcdef0123456789abcdef";

/** What `pictl card` does, with packages that are no packages and a card id that is known. */
export async function orderCard(folder: Folder, boot: BootFolder, options: CardWishes = {}): Promise<CardPlan> {
  return prepareCard(boot, await cardOrder(folder, options));
}

interface CardWishes {
  readonly master?: boolean;
  readonly flags?: boolean;
  readonly cardId?: string;
  readonly name?: string;
}

export async function cardOrder(
  { path }: Folder,
  { master = false, flags = true, cardId = CARD_ID, name }: CardWishes = {},
): Promise<CardOrder> {
  const [rack, secrets] = [await readRack(path), await readSecrets(path)];
  const coordinator = { coordinatorPackage: Buffer.from("coordinator"), files: await rackFiles(path, rack) };
  const releaseKey = createPublicKey(await readReleaseKey(path));
  const order = { rack, secrets, releaseKey, cardId, name, flags, agentPackage: Buffer.from("agent") };
  return { ...order, master: master ? coordinator : undefined };
}

/** A whole Debian package (deb(5)) with `data` for its content. */
export function debOf(data: string): string {
  const member = (name: string, content: string) => {
    const header = [name.padEnd(16), "0".padEnd(12), "0".padEnd(6), "0".padEnd(6), "100644".padEnd(8)].join("");
    return `${header}${String(content.length).padEnd(10)}\`\n${content}${content.length % 2 ? "\n" : ""}`;
  };
  const members = [member("debian-binary", "2.0\n"), member("control.tar", "control"), member("data.tar", data)];
  return `!<arch>\n${members.join("")}`;
}
