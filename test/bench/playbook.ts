/** Ansible's input, and its recap at the end. Pure. */
import { MEMORY_FLAGS } from "../../packages/protocol/src/kernel-line.ts";

const FLAGS = MEMORY_FLAGS.join(" ");

/** The guide's three tasks without its handler's reboot; the hosts file gets a marked block, as ours does. */
export const PLAYBOOK = `- hosts: all
  tasks:
    - name: Add cgroup flags to the boot command line
      lineinfile:
        path: /boot/firmware/cmdline.txt
        regexp: '^(.+?)( ${FLAGS})?$'
        line: '\\1 ${FLAGS}'
        backrefs: true
    - name: Every node in the hosts file
      blockinfile:
        path: /etc/hosts
        block: |
          {% for name in groups.all %}
          {{ hostvars[name].ansible_host }} {{ name }}.kube.local {{ name }}
          {% endfor %}
    - name: Host name
      hostname:
        name: '{{ inventory_hostname }}'
`;

/** JSON is YAML. Logging in as root with a fixed interpreter saves Ansible sudo and a search. */
export function inventory(targets: readonly { name: string; address: string }[], key: string): string {
  const hosts = Object.fromEntries(targets.map(({ name, address }) => [name, { ansible_host: address }]));
  const vars = {
    ansible_user: "root",
    ansible_ssh_private_key_file: key,
    ansible_python_interpreter: "/usr/bin/python3",
    ansible_ssh_common_args: "-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR",
  };
  return `${JSON.stringify({ all: { hosts, vars } })}\n`;
}

export interface Recap {
  readonly host: string;
  readonly changed: number;
}

/** The hosts that the recap at the end lists without a failure. */
export function parseRecap(output: string): Recap[] {
  const recap = output.split("PLAY RECAP")[1] ?? "";
  const line = /^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=0\s+failed=0\s/gm;
  return [...recap.matchAll(line)].map(([, host = "", changed]) => ({ host, changed: Number(changed) }));
}
