/** A rack directory, the files in it and beside it, and card orders from it. */
import { createPublicKey } from "node:crypto";
import type { BootFolder } from "../card/boot-folder.ts";
import type { CardOrder } from "../card/card-content.ts";
import { type CardPlan, prepareCard } from "../card/prepare-card.ts";
import { makeRack } from "../rack/make-rack.ts";
import { rackFiles, readRack, readReleaseKey, readSecrets } from "../rack/rack-directory.ts";
import { type Folder, temporaryFolder } from "./folder.ts";

/** A rack directory as pictl init makes it, with packages beside it in `dist`. */
export async function rackDirectory(): Promise<Folder> {
  const folder = temporaryFolder();
  await makeRack(folder.path);
  for (const name of ["pi-agent", "pi-coordinator"]) folder.write(`dist/${name}_0.1.0_arm64.deb`, debOf(name));
  return folder;
}

/** The administrator's kubeconfig as kubeadm writes it; `authority` stands for the cluster's CA. */
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

/** A public key that sshd accepts. */
export const SSH_KEY = `ssh-ed25519 ${Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from("ssh-ed25519"),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]).toString("base64")}`;

export const CARD_ID = "0123456789abcdef0123456789abcdef";

/** Makes a card as `pictl card` does, with dummy packages and a fixed card id. */
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

/** A whole Debian package (deb(5)) with `data` as its content. */
export function debOf(data: string): string {
  const member = (name: string, content: string) => {
    const header = [name.padEnd(16), "0".padEnd(12), "0".padEnd(6), "0".padEnd(6), "100644".padEnd(8)].join("");
    return `${header}${String(content.length).padEnd(10)}\`\n${content}${content.length % 2 ? "\n" : ""}`;
  };
  const members = [member("debian-binary", "2.0\n"), member("control.tar", "control"), member("data.tar", data)];
  return `!<arch>\n${members.join("")}`;
}
