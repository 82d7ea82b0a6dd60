/** Boot partitions of stock images, and as Imager leaves them. */

/** Ubuntu 25.10 and later: A/B boot, user-data with the image's default login. */
export const UBUNTU: Readonly<Record<string, string>> = {
  "config.txt": "[all]\nos_prefix=current/\narm_64bit=1\nkernel=vmlinuz\n[tryboot]\nos_prefix=new/\n",
  "current/cmdline.txt": "console=serial0,115200 multipath=off root=LABEL=writable rootwait fixrtc\n",
  "current/vmlinuz": "kernel",
  "user-data": "#cloud-config\nchpasswd:\n  expire: true\n  users:\n  - name: ubuntu\n    password: ubuntu\n",
  "meta-data": "instance_id: cloud-image\n",
  "network-config": "version: 2\n",
};

/** Ubuntu 22.04 to 25.04, with the files that Imager overwrites. */
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

/** Raspberry Pi OS from late 2025 on, written by Imager without settings. */
export const RASPBERRY_PI_OS: Readonly<Record<string, string>> = {
  ...PI_GEN,
  "cmdline.txt": "console=tty1 root=PARTUUID=12-02 rootfstype=ext4 ds=nocloud;i=rpi-imager-1763 rootwait\n",
  "user-data": "#cloud-config\n#hostname: raspberrypi\n",
  "meta-data": "# meta-data\ndsmode: local\n",
};

/** Raspberry Pi OS bookworm, unchanged. */
export const BOOKWORM: Readonly<Record<string, string>> = {
  ...PI_GEN,
  "cmdline.txt":
    "console=tty1 root=PARTUUID=12-02 rootfstype=ext4 rootwait quiet init=/usr/lib/raspberrypi-sys-mods/firstboot\n",
};

/** The same with the files that Imager writes. */
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

/** Every kind of card that pictl knows, by its description. */
export const STOCK: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Ubuntu with A/B boot": UBUNTU,
  "Ubuntu of Imager": UBUNTU_FLAT,
  "Raspberry Pi OS": RASPBERRY_PI_OS,
  "Raspberry Pi OS bookworm": BOOKWORM,
  "Raspberry Pi OS bookworm of Imager": BOOKWORM_IMAGER,
};
