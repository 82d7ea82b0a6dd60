/** The guide's three tasks with Debian's Ansible, over ssh from the same laptop to the same Pis. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pi } from "../rack/api.ts";
import type { BenchRack } from "./bench-rack.ts";
import { type TasksTime, targetsOf } from "./ours.ts";
import { inventory, PLAYBOOK, parseRecap } from "./playbook.ts";

/** Debian's defaults plus pipelining, which is off by default and makes it faster. */
const SETTINGS = {
  ANSIBLE_FORKS: "5",
  ANSIBLE_PIPELINING: "True",
  ANSIBLE_HOST_KEY_CHECKING: "False",
  ANSIBLE_RETRY_FILES_ENABLED: "False",
  ANSIBLE_NOCOLOR: "True",
};

/** Restores the Pis afterwards. */
export async function runAnsible({ lab }: BenchRack, pis: readonly Pi[]): Promise<TasksTime> {
  const folder = join(lab.directory, "ansible");
  mkdirSync(folder);
  writeFileSync(join(folder, "playbook.yaml"), PLAYBOOK);
  writeFileSync(join(folder, "inventory.yaml"), inventory(await targetsOf(pis), lab.sshKey));
  const env = {
    ...SETTINGS,
    ANSIBLE_HOME: join(folder, "home"),
    ANSIBLE_LOCAL_TEMP: join(folder, "temporary"),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(folder, "control"),
  };
  const argv = ["ansible-playbook", "-i", join(folder, "inventory.yaml"), join(folder, "playbook.yaml")];
  const play = async (changed: number) => {
    const begin = performance.now();
    const { stdout } = await lab.rack.exec(argv, { env });
    const ms = performance.now() - begin;
    const recap = parseRecap(stdout);
    if (recap.length !== pis.length || recap.some((host) => host.changed !== changed)) {
      throw new Error(`${changed} changes on each Pi were expected:\n${stdout}`);
    }
    return ms;
  };
  const publicKey = readFileSync(`${lab.sshKey}.pub`, "utf8");
  await Promise.all(pis.map((pi) => pi.exec(["sh", "-ec", LET_IN], { stdin: publicKey })));
  await Promise.all(pis.map((pi) => pi.exec(["sh", "-ec", KEEP])));
  const cold = await play(3);
  const warm = await play(0);
  await Promise.all(pis.map((pi) => pi.exec(["sh", "-ec", PUT_BACK])));
  return { cold, warm };
}

const LET_IN = "mkdir -p -m 700 /root/.ssh; cat >/root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys";
const KEEP =
  "mkdir -p /run/bench; cp /boot/firmware/cmdline.txt /etc/hosts /etc/hostname /run/bench; hostname >/run/bench/kernel";
// Ansible uses hostnamectl, which also writes a pretty name.
const PUT_BACK = `
  cd /run/bench
  cp cmdline.txt /boot/firmware/cmdline.txt
  cp hosts hostname /etc/
  rm -f /etc/machine-info
  hostname "$(cat kernel)"`;
