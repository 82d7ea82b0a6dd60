/** The person's account: ssh keys, sudo, and no password that everybody knows. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { type Account, findAccount } from "../tools/account.ts";
import { differing, type WantedFile, writeDiffering } from "../tools/files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import { isStale, markStale, unmarkStale } from "../tools/stale-units.ts";
import type { Step } from "../tools/step.ts";
import { unitStates } from "../tools/units.ts";
import { firstWord } from "./sshd-settings.ts";

/** Accounts that stock images make, with passwords that are in their manuals. */
const IMAGE_ACCOUNTS = ["pi", "ubuntu"];

/** 00: the first value of a setting counts in sshd_config, and cloud-init's file is 50. */
const SSHD: WantedFile = {
  path: "/etc/ssh/sshd_config.d/00-rackberry.conf",
  content: "# Written by pi-agent: keys only.\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n",
};

/** Ubuntu's socket starts the service; Raspberry Pi OS has it installed but turned off. */
const SSH = "ssh.service";
const SSH_UNITS = [SSH, "ssh.socket"];

/** Without a key in the spec password logins stay on: they might be the only way in. */
export function user({ name, sshKeys }: NodeSpec["user"]): Step {
  const sudoers = {
    path: `/etc/sudoers.d/90-rackberry-${name}`,
    content: `# Written by pi-agent.\n${name} ALL=(ALL:ALL) NOPASSWD: ALL\n`,
    mode: 0o440,
  };
  const openPasswords = (host: Host) => (sshKeys.length > 0 ? usablePasswords(host, [...IMAGE_ACCOUNTS, name]) : []);
  const sshd = async (host: Host) => (sshKeys.length > 0 && (await host.info("/etc/ssh/sshd_config.d")) ? [SSHD] : []);
  const sshIsOff = async (host: Host) => {
    if (sshKeys.length === 0) return false;
    const units = await unitStates(host, SSH_UNITS);
    return units[0]?.exists === true && units.every((unit) => !unit.enabled && !unit.active);
  };
  return {
    name: "user",
    async check({ host }) {
      const account = await findAccount(host, name);
      const keys = account ? await missingKeys(host, account, sshKeys) : sshKeys;
      const open = await openPasswords(host);
      return sentenceOf([
        !account && `create the account ${name}`,
        keys.length > 0 && `let ${keys.length} ssh ${keys.length === 1 ? "key" : "keys"} in as ${name}`,
        (await differing(host, [sudoers])).length > 0 && `let ${name} use sudo without a password`,
        (await differing(host, await sshd(host))).length > 0 && "turn off password login over ssh",
        (await isStale(host, SSH)) && "restart the ssh server with its new settings",
        (await sshIsOff(host)) && "turn on the ssh server",
        open.length > 0 && `lock the password of ${list(open)}`,
      ]);
    },
    async apply({ host, output }) {
      if (!(await findAccount(host, name)))
        await host.run(["useradd", "--create-home", "--shell", "/bin/bash", "--", name]);
      const account = await findAccount(host, name);
      if (!account) throw new AppError("step-ineffective", `useradd did not create the account ${name}`);
      await authorise(host, account, sshKeys);
      await writeDiffering(host, [sudoers]);
      if (sshKeys.length === 0) output(`password logins stay on: rack.yaml has no ssh key for ${name}`);
      if ((await differing(host, await sshd(host))).length > 0) {
        await markStale(host, SSH);
        await writeDiffering(host, await sshd(host));
      }
      if (await isStale(host, SSH)) {
        const [ssh] = await unitStates(host, [SSH]);
        if (ssh?.active) await host.run(["systemctl", "reload-or-restart", SSH]);
        await unmarkStale(host, SSH);
      }
      // After the settings, so that password logins are never on with the new account.
      if (await sshIsOff(host)) await host.run(["systemctl", "enable", "--now", SSH]);
      for (const account of await openPasswords(host)) await host.run(["passwd", "--lock", account]);
    },
    async notes({ host }) {
      if ((await sshd(host)).length === 0) return [];
      const word = await firstWord(host, "PasswordAuthentication");
      if (word?.value === "no" || (await host.info("/etc/ssh/sshd_config")) === undefined) return [];
      const says = word
        ? `${word.path} turns them on before our file is read`
        : "/etc/ssh/sshd_config does not include sshd_config.d";
      return [`password logins over ssh are on: ${says}`];
    },
  };
}

async function usablePasswords(host: Host, names: readonly string[]): Promise<readonly string[]> {
  const lines = ((await host.read("/etc/shadow")) ?? "").split("\n").map((line) => line.split(":"));
  const open = lines.filter(([account = "", hash = ""]) => names.includes(account) && !/^[!*]/.test(hash));
  return open.map(([account = ""]) => account);
}

async function missingKeys(host: Host, { home }: Account, keys: readonly string[]): Promise<readonly string[]> {
  const present = ((await host.read(`${home}/.ssh/authorized_keys`)) ?? "").split("\n").map((line) => line.trim());
  return keys.filter((key) => !present.includes(key));
}

/** Adds the keys that are missing; keys that the person added stay. */
async function authorise(host: Host, account: Account, keys: readonly string[]): Promise<void> {
  const missing = await missingKeys(host, account, keys);
  if (missing.length === 0) return;
  const { home, uid, gid } = account;
  const kind = (await host.info(`${home}/.ssh`))?.kind ?? "directory";
  if (kind !== "directory") throw new AppError("refused", `${home}/.ssh is a ${kind}, not a directory: remove it`);
  await host.makeDirectory(`${home}/.ssh`, { mode: 0o700, uid, gid });
  const present = (await host.read(`${home}/.ssh/authorized_keys`, "bytes")) ?? "";
  const gap = present === "" || present.endsWith("\n") ? "" : "\n";
  const ours = Buffer.from(`${missing.join("\n")}\n`).toString("latin1");
  const content = `${present}${gap}${ours}`;
  await host.write(`${home}/.ssh/authorized_keys`, content, { mode: 0o600, uid, gid, encoding: "bytes" });
}
