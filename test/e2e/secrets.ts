/** Every secret of a rack by description, and the places where none of them may be. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiToken } from "../../packages/protocol/src/index.ts";
import type { Pi } from "../rack/api.ts";
import type { Lab } from "../story/lab.ts";
import type { ProgramWatch } from "./watch-programs.ts";

/** Words to search for, by description. A message gives the description, and never shows the secret. */
export type Secrets = ReadonlyMap<string, string>;

/** Call this while the Pi is off: once it has been adopted, its card no longer holds a secret. */
export async function cardSecretOf(pi: Pi): Promise<string> {
  const read = (folder: string) => readFileSync(join(folder, "rackberry/card.json"), "utf8");
  const { cardSecret } = JSON.parse((await pi.card?.inReader(read)) ?? "{}");
  assert.match(cardSecret, /^[0-9a-f]{64}$/, "the card has a secret before its first boot");
  return cardSecret;
}

/** The owner's directory: no word of `release` may be on any Pi, not even where only root can read. */
export function ownersSecrets({ directory }: Lab): { readonly release: Secrets; readonly shared: Secrets } {
  const read = (name: string) => readFileSync(join(directory, "secrets", name), "utf8");
  const rackSecret = read("rack.secret").trim();
  return {
    release: new Map([["release key", inner(read("release.key"))]]),
    shared: new Map([
      ["rack secret", rackSecret],
      ["API token", apiToken(Buffer.from(rackSecret, "hex"))],
      ["coordinator's key", inner(read("coordinator.key"))],
    ]),
  };
}

/** Files with a private key on every node, and on the control plane. */
const NODE_KEYS = ["/var/lib/pi-agent/agent.key", "/var/lib/kubelet/pki/kubelet-client-current.pem"];
const PKI = ["ca", "sa", "front-proxy-ca", "apiserver", "apiserver-kubelet-client", "etcd/ca", "etcd/server"];
const MASTER_KEYS = PKI.map((name) => `/etc/kubernetes/pki/${name}.key`);

/** The secrets that were made on the Pis themselves. */
export async function secretsOnPis(master: Pi, pis: readonly Pi[]): Promise<Secrets> {
  const found = new Map<string, string>();
  for (const pi of pis) {
    for (const path of [...NODE_KEYS, ...(pi === master ? MASTER_KEYS : [])]) {
      found.set(`${pi.name}'s ${path}`, inner((await pi.read(path)) ?? ""));
    }
  }
  const admin = /client-key-data: (\S+)/.exec((await master.read("/etc/kubernetes/admin.conf")) ?? "")?.[1] ?? "";
  found.set("kubeconfig's key", admin.slice(-120, -20));
  found.set("kubeconfig's key, decoded", inner(Buffer.from(admin, "base64").toString()));
  const { token } = JSON.parse((await master.read("/var/lib/pi-coordinator/kube.json")) ?? "{}");
  found.set("coordinator's service account", token);
  for (const [what, word] of found) assert.ok(word?.length > 30, `${what} is where it belongs`);
  return found;
}

/** A line of a private key that differs from key to key. */
function inner(pem: string): string {
  const lines = /-----BEGIN (?:EC |RSA )?PRIVATE KEY-----\n([\s\S]+?)-----END/.exec(pem)?.[1]?.trim().split("\n") ?? [];
  return lines.length > 1 ? (lines[1] ?? "") : (lines[0] ?? "");
}

/** Secrets found where others could read them, "WHAT in WHERE" each. */
export async function leaks(pi: Pi, secrets: Secrets, watch: ProgramWatch): Promise<string[]> {
  const everywhere = new Set<string>();
  const look = (text: string, where: string) => {
    for (const [what, word] of secrets) if (text.includes(word)) everywhere.add(`${what} in ${where}`);
  };
  for (const text of watch.seen(pi)) look(text, `an argument or environment: ${text.split("\0")[0]}`);
  // Every unit's and the kernel's entries, with all fields: command lines are among them.
  look((await pi.exec(["journalctl", "--no-pager", "-o", "export"])).stdout, "the journal");
  for (const hit of await search(pi, secrets, ASSTRANGER)) everywhere.add(hit);
  return [...everywhere];
}

/** Files of the Pi that contain a word, including those that only root can read. */
export const anywhere = (pi: Pi, secrets: Secrets): Promise<string[]> => search(pi, secrets, []);

/** An account without any rights. */
const ASSTRANGER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];

/** Files that `who` can read, including the boot partition's; of containers, only what they write outside. */
async function search(pi: Pi, secrets: Secrets, who: readonly string[]): Promise<string[]> {
  const patterns = "/run/secrets-to-find";
  // Not a secret, but on the boot partition: a search that does not find it is broken.
  const card = "/boot/firmware/rackberry/card.json";
  const { cardId } = JSON.parse((await pi.read(card)) ?? "{}");
  await pi.exec(["sh", "-c", `umask 077; cat >${patterns}`], { stdin: [...secrets.values(), cardId, ""].join("\n") });
  const skipped = ["/proc", "/sys", "/dev", "/var/lib/containerd", patterns];
  const prune = skipped.flatMap((path, index) => [...(index > 0 ? ["-o"] : []), "-path", path]);
  const files = ["find", "/", "(", ...prune, ")", "-prune", "-o", "-type", "f", "-readable", "-size", "-8M", "-print0"];
  const { stdout: list } = await pi.exec([...who, ...files], { check: false });
  const grep = ["xargs", "-0", "grep", "-aoHFf", patterns, "--"];
  const { stdout } = await pi.exec(grep, { stdin: list, check: false });
  await pi.exec(["rm", patterns]);
  assert.ok(stdout.includes(`${card}:${cardId}\n`), `${pi.name}'s boot partition is searched too`);
  const names = new Map([...secrets].map(([what, word]) => [word, what]));
  return stdout.split("\n").flatMap((line) => {
    const at = line.lastIndexOf(":");
    const what = names.get(line.slice(at + 1));
    return what ? [`${what} in ${line.slice(0, at)}`] : [];
  });
}
