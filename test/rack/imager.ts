/**
 * What Raspberry Pi Imager writes to a freshly flashed card when its user has filled in the settings: host name, user
 * with an ssh key, Wi-Fi. See src/customization_generator.cpp and src/downloadthread.cpp of raspberrypi/rpi-imager.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Wish {
  readonly hostname: string;
  readonly user: string;
  /** The line for authorized_keys. */
  readonly sshKey: string;
  /** The key is 64 hex digits. */
  readonly wifi: { readonly ssid: string; readonly psk: string; readonly country: string };
}

/** For images that use cloud-init (init_format cloudinit and cloudinit-rpi). */
export function imagerCloudInit(boot: string, wish: Wish): void {
  const instance = `rpi-imager-${Date.now()}`;
  writeFileSync(join(boot, "meta-data"), `instance-id: ${instance}\n`);
  writeFileSync(join(boot, "user-data"), userData(wish));
  writeFileSync(join(boot, "network-config"), networkConfig(wish));
  appendToCommandLine(boot, `ds=nocloud;i=${instance}`);
}

/** For Raspberry Pi OS bookworm and older (init_format systemd). */
export function imagerFirstRun(boot: string, wish: Wish): void {
  writeFileSync(join(boot, "firstrun.sh"), firstRun(wish));
  const words =
    "systemd.run=/boot/firstrun.sh systemd.run_success_action=reboot systemd.unit=kernel-command-line.target";
  appendToCommandLine(boot, words);
}

/** Always changes the file at the top of the partition, and leaves no newline at its end. */
function appendToCommandLine(boot: string, words: string): void {
  const path = join(boot, "cmdline.txt");
  writeFileSync(path, `${readFileSync(path, "utf8").trim()} ${words}`);
}

/** Without a time zone and keyboard, for which a virtual Pi has no packages. */
const userData = ({ hostname, user, sshKey }: Wish) => `#cloud-config
manage_resolv_conf: false

hostname: ${hostname}
manage_etc_hosts: true
packages:
- avahi-daemon

apt:
  preserve_sources_list: true
  conf: |
    Acquire {
      Check-Date "false";
    };

user:
  name: ${user}
  shell: /bin/bash
  lock_passwd: true
  ssh_authorized_keys:
    - "${sshKey}"
  sudo: ALL=(ALL) NOPASSWD:ALL

ssh_pwauth: false

runcmd:
  - [ systemctl, enable, --now, ssh ]
  - [ sh, -c, "echo '${user} ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/010_${user}-nopasswd" ]
  - [ chmod, '0440', '/etc/sudoers.d/010_${user}-nopasswd' ]
`;

const networkConfig = ({ wifi: { ssid, psk, country } }: Wish) => `network:
  version: 2
  ethernets:
    eth0:
      dhcp4: true
      dhcp6: true
      optional: true
  wifis:
    wlan0:
      dhcp4: true
      regulatory-domain: "${country}"
      access-points:
        "${ssid}":
          password: "${psk}"
      optional: true
`;

/** Without the branches for images that lack imager_custom and userconf: Raspberry Pi OS has had both since 2022. */
const firstRun = ({ hostname, user, sshKey, wifi }: Wish) => `#!/bin/sh

set +e

CURRENT_HOSTNAME=$(cat /etc/hostname | tr -d " \\t\\n\\r")
if [ -f /usr/lib/raspberrypi-sys-mods/imager_custom ]; then
   /usr/lib/raspberrypi-sys-mods/imager_custom set_hostname ${hostname}
else
   echo ${hostname} >/etc/hostname
   sed -i "s/127.0.1.1.*$CURRENT_HOSTNAME/127.0.1.1\\t${hostname}/g" /etc/hosts
fi
FIRSTUSER=$(getent passwd 1000 | cut -d: -f1)
FIRSTUSERHOME=$(getent passwd 1000 | cut -d: -f6)
if [ -f /usr/lib/raspberrypi-sys-mods/imager_custom ]; then
   /usr/lib/raspberrypi-sys-mods/imager_custom enable_ssh -k '${sshKey}'
fi
if [ -f /usr/lib/userconf-pi/userconf ]; then
   /usr/lib/userconf-pi/userconf '${user}' ''
fi
echo '${user} ALL=(ALL) NOPASSWD:ALL' >'/etc/sudoers.d/010_${user}-nopasswd'
chmod 0440 '/etc/sudoers.d/010_${user}-nopasswd'
if [ -f /usr/lib/raspberrypi-sys-mods/imager_custom ] && true; then
   /usr/lib/raspberrypi-sys-mods/imager_custom set_wlan '${wifi.ssid}' '${wifi.psk}' '${wifi.country}'
fi
if [ -f /usr/lib/raspberrypi-sys-mods/imager_custom ]; then
   /usr/lib/raspberrypi-sys-mods/imager_custom set_keymap 'gb'
   /usr/lib/raspberrypi-sys-mods/imager_custom set_timezone 'Europe/London'
fi
rm -f /boot/firstrun.sh
sed -i 's| systemd.run.*||g' /boot/cmdline.txt
exit 0
`;
