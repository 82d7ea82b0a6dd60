/** What people's user-data does on a first boot, in the many ways in which it is written. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { userDataNotes } from "./hindrances.ts";
import { readYamlMap } from "./yaml-map.ts";

const notesOf = (text: string) => userDataNotes(readYamlMap(`#cloud-config\n${text}`).values).join("\n");
const run = (...commands: string[]) => `runcmd:\n${commands.map((command) => `- ${command}\n`).join("")}`;
const file = (path: string, content = "") => `write_files:\n- path: ${path}\n  content: |\n    ${content}\n`;

const FIREWALL = "#!/bin/sh\nufw --force enable\n";

const TOLD: Readonly<Record<string, readonly string[]>> = {
  "switches a firewall on": [
    ...[run("yes | ufw enable"), run("[ufw, --force, enable]"), run("service ufw start")],
    run("sed -i 's/ENABLED=no/ENABLED=yes/' /etc/ufw/ufw.conf"),
    file("/etc/ufw/ufw.conf", "ENABLED=yes"),
    ...[run("nft -f /etc/nftables.conf"), run("[nft, --file, /etc/nftables.conf]")],
    run("iptables -P INPUT DROP"),
    run("ip6tables -A INPUT -i eth0 -j REJECT"),
    run("sh -c 'iptables-restore < /etc/iptables/rules.v4'"),
    file("/etc/iptables/rules.v4", "*filter"),
    ...[run("systemctl enable --now nftables"), run("netfilter-persistent reload")],
    run("apt-get install -y firewalld"),
    file("/opt/setup.sh", FIREWALL.trimEnd().replaceAll("\n", "\n    ")),
    `write_files:\n- path: /x\n  encoding: b64\n  content: ${Buffer.from(FIREWALL).toString("base64")}\n`,
    `write_files:\n- path: /x\n  encoding: gz+b64\n  content: ${gzipSync(FIREWALL).toString("base64")}\n`,
    `write_files:\n- path: /x\n  encoding: gzip\n  content: !!binary ${gzipSync(FIREWALL).toString("base64")}\n`,
  ],
  "sets the host name by itself": [
    run("[hostnamectl, --static, set-hostname, shelf]"),
    run("echo shelf | sudo tee /etc/hostname"),
    run("sed -i 's/raspberrypi/shelf/g' /etc/hostname /etc/hosts"),
    ...[file("/etc/hostname", "shelf"), run("nmcli general hostname shelf"), run("hostname shelf")],
  ],
  "writes into /etc/hosts": [
    ...[file("/etc/hosts", "10.0.0.1 master1"), run("sed --in-place '/master/d' /etc/hosts")],
    ...[run("cp /boot/firmware/hosts /etc/hosts"), run("|\n  cat <<EOF >>/etc/hosts\n  10.0.0.1 master1\n  EOF")],
  ],
  "restarts the Pi or switches it off": [
    ...[run("/sbin/reboot"), run("[sh, -c, reboot]"), run('bash -c "reboot"'), run("shutdown -r +1")],
    ...[run("apt-get -y full-upgrade && reboot"), run("systemctl --no-block reboot"), run("init 6")],
    run("if [ -f /var/run/reboot-required ]; then reboot; fi"),
    ...["package_reboot_if_required: true\n", "power_state: {mode: reboot}\n"],
  ],
  "installs a Kubernetes of its own": [
    run("curl -sfL https://get.k3s.io | K3S_TOKEN=x sh -s"),
    run("INSTALL_K3S_SKIP_DOWNLOAD=true /root/install.sh"),
    file("/etc/rancher/k3s/config.yaml", "server: https://10.0.0.1:6443"),
    ...["snap:\n  commands:\n  - [install, k8s, --classic]\n", "packages:\n- snap: [[microk8s, --classic]]\n"],
    ...["packages:\n- [kubelet, 1.30.0-1.1]\n", run("curl -sSf https://get.k0s.sh | sudo sh")],
  ],
  "installs Docker": [
    ...["packages:\n- apt:\n  - docker.io\n", run("[apt-get, install, -y, docker-ce, docker-ce-cli]")],
    ...[run("snap install docker"), run("curl -fsSL https://get.docker.com -o get-docker.sh", "sh get-docker.sh")],
  ],
  "keeps the root file system in memory": [
    file("/etc/overlayroot.local.conf", 'overlayroot="tmpfs"'),
    run("sed -i 's/$/ boot=overlay/' /boot/firmware/cmdline.txt"),
  ],
  "turns cloud-init off": [
    file("/etc/cloud/cloud-init.disabled"),
    run("sed -i 's/$/ cloud-init=disabled/' /boot/firmware/cmdline.txt"),
    run("apt-get autoremove -y cloud-init"),
  ],
};
for (const [does, texts] of Object.entries(TOLD)) {
  test(`told whichever way it is written: user-data ${does}`, () => {
    for (const text of texts) assert.match(notesOf(text), new RegExp(`^user-data ${does}`, "m"), text);
  });
}

test("a file that is written is shown as such", () => {
  assert.match(
    notesOf(file("/etc/hosts", "x")),
    /^user-data writes into \/etc\/hosts \(write_files > \/etc\/hosts\): /,
  );
});

const QUIET: readonly string[] = [
  ...[run("ufw disable", "ufw --force disable"), run("systemctl disable --now ufw && systemctl enable ssh")],
  run("iptables -P FORWARD ACCEPT", "iptables -A INPUT -m state --state INVALID -j DROP"),
  run("ufw allow proto tcp to any port 22,7440,10250", "ufw --force enable"),
  `${run("nft -f /etc/nftables.conf")}${file("/etc/nftables.conf", "tcp dport { 22, 7440 } accept")}`,
  ...[run("echo $(hostname -I) > /tmp/ip", "hostname -f"), run("grep x /etc/hosts > /tmp/y", "cp /etc/hosts /root/")],
  run("echo 'sshd: ALL' >> /etc/hosts.allow"),
  run("echo please reboot later", "touch /var/run/reboot-required", "cloud-init status --wait"),
  "power_state:\n  mode: poweroff\n  condition: false\npackage_reboot_if_required: false\n",
  "packages: [docker-compose-plugin, [vim, '9']]\nswap: {filename: /swapfile, size: 2G}\n",
  file("/etc/motd", "To close the house: ufw enable. Do not reboot."),
  "write_files:\n- path: /x\n  encoding: gz+b64\n  content: this is none\n- just a text\n",
];
for (const text of QUIET) {
  test(`nothing is told of what does no harm: ${JSON.stringify(text)}`, () => assert.equal(notesOf(text), ""));
}
