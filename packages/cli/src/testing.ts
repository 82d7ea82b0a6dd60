/** For tests: temporary folders, boot partitions as stock images have them, a rack directory, packages. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BootFolder } from "./card/boot-folder.ts";
import { prepareCard } from "./card/prepare-card.ts";
import { makeRack } from "./rack/make-rack.ts";
import { rackFiles, readRack, readSecrets } from "./rack/rack-directory.ts";

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
  "config.txt": "[all]\nos_prefix=current/\narm_64bit=1\n[tryboot]\nos_prefix=new/\n",
  "current/cmdline.txt": "console=serial0,115200 multipath=off root=LABEL=writable rootwait fixrtc\n",
  "user-data": "#cloud-config\nchpasswd:\n  expire: true\n  users:\n  - name: ubuntu\n    password: ubuntu\n",
  "meta-data": "instance_id: cloud-image\n",
  "network-config": "version: 2\n",
};

/** Raspberry Pi OS from late 2025 on, written by Imager. */
export const RASPBERRY_PI_OS: Readonly<Record<string, string>> = {
  "config.txt": "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n",
  "cmdline.txt": "console=tty1 root=PARTUUID=12-02 rootfstype=ext4 ds=nocloud;i=rpi-imager-1763 rootwait\n",
  "user-data": "#cloud-config\n#hostname: raspberrypi\n",
  "meta-data": "# meta-data\ndsmode: local\n",
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
  for (const name of ["pi-agent", "pi-coordinator"]) folder.write(`dist/${name}_0.1.0_arm64.deb`, `!<arch>\n${name}`);
  return folder;
}

export const CARD_ID = "0123456789abcdef0123456789abcdef";

/** What `pictl card` does, with packages that are no packages and a card id that is known. */
export async function orderCard(
  { path }: Folder,
  boot: BootFolder,
  { master = false, flags = true, cardId = CARD_ID } = {},
): Promise<void> {
  const [rack, secrets] = [await readRack(path), await readSecrets(path)];
  const coordinator = { coordinatorPackage: Buffer.from("coordinator"), files: await rackFiles(path, rack) };
  const order = { rack, secrets, cardId, flags, agentPackage: Buffer.from("agent") };
  await prepareCard(boot, { ...order, master: master ? coordinator : undefined });
}
