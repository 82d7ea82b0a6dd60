/** A rack, an owner's rack directory, and an owner's few actions: make a card, plug in, look. */
import { type ChildProcess, execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RackHistory, RackStatus } from "../../packages/config/src/index.ts";
import type { Board, Card, ExecResult, Pi, Rack } from "../rack/api.ts";
import { type Architecture, buildAll, buildBoardImage, type Minor } from "../rack/build/index.ts";
import { openRack } from "../rack/rack.ts";
import { type CardOptions, makeBatch, makeBoardCard, makeCard } from "./make-card.ts";
import { buildPackages, PACKAGES, PICTL } from "./product.ts";
import { rackSettings, type Settings, setKeys } from "./rack-settings.ts";

export interface LabOptions {
  readonly name: string;
  /** Minors of Kubernetes that the rack serves; the first is rack.yaml's. 1.36 by default. */
  readonly versions?: readonly Minor[];
  /** Architectures of boards that are not virtual Pis. */
  readonly foreign?: readonly Architecture[];
  /** Overrides rackSettings. */
  readonly settings?: Settings;
  readonly onLog?: (line: string) => void;
}

export interface Lab {
  readonly rack: Rack;
  /** The owner's rack directory, made by `pictl init`. */
  readonly directory: string;
  /** Private key whose public key is in rack.yaml. */
  readonly sshKey: string;
  /** Runs pictl on the laptop. Rejects on a non-zero exit unless `check` is false. */
  pictl(args: readonly string[], options?: { check?: boolean }): Promise<ExecResult>;
  spawnPictl(args: readonly string[]): ChildProcess;
  /** A blank Pi with a card made by `pictl card`, not yet plugged in. Serial numbers count up from Pi to Pi. */
  pi(options?: CardOptions): Promise<Pi>;
  /** Blank Pis with cards made by one `pictl card --image … --count`, the master's first. */
  batch(count: number): Promise<Pi[]>;
  /** An emulated board with a whole-system card, made by `pictl card --image` without the cgroup flags. */
  board(): Promise<Board>;
  /** The coordinator's status; undefined until a coordinator answers. */
  status(): Promise<(RackStatus & RackHistory) | undefined>;
  /** Runs kubectl on the master as the user for whom the kubeconfig was made. */
  kubectl(master: Pi, args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

const MODEL = "Raspberry Pi 4 Model B Rev 1.4";

/** Builds what is missing, opens a rack and makes an owner's rack directory for it. */
export async function openLab({ name, versions, foreign, settings = {}, onLog = () => {} }: LabOptions): Promise<Lab> {
  const artifacts = await buildAll({ versions, foreign, onProgress: onLog });
  onLog("building the packages");
  buildPackages();
  const rack = await openRack({ name, artifacts, onLog });
  const home = mkdtempSync(join(tmpdir(), "rackberry-owner-"));
  const directory = join(home, "rack");
  const sshKey = join(home, "id_ed25519");
  const argv = (args: readonly string[]) => [...PICTL, "--rack", directory, ...args];
  let made = 0;
  const place = { rack, directory, packages: PACKAGES, home };
  const nextSerial = () => `10000000${rack.id.slice(0, 4)}${String(++made).padStart(4, "0")}`;
  const newPi = (card: Card): Pi => {
    const serial = nextSerial();
    const pi = rack.newPi({ name: `pi-${made}`, serial, model: MODEL });
    pi.insert(card);
    return pi;
  };

  const lab: Lab = {
    rack,
    directory,
    sshKey,
    pictl: (args, options) => rack.exec(argv(args), options),
    spawnPictl: (args) => rack.spawn(argv(args), { stdio: "pipe" }),
    pi: async (options = {}) => newPi(await makeCard({ ...place, name: `card-${made + 1}` }, options)),
    batch: async (count) => (await makeBatch({ ...place, name: "batch" }, count)).map(newPi),
    async board() {
      const stock = await buildBoardImage({ onProgress: onLog });
      buildPackages("all");
      const board = rack.newBoard({ serial: nextSerial(), name: `board-${made}` });
      board.insert(await makeBoardCard({ ...place, name: board.name }, stock));
      return board;
    },
    async status() {
      const { code, stdout } = await lab.pictl(["status", "--json"], { check: false });
      return code === 0 ? (JSON.parse(stdout) as RackStatus & RackHistory) : undefined;
    },
    async kubectl(master, args) {
      return (await master.exec(["runuser", "-u", "pi", "--", "kubectl", ...args])).stdout;
    },
    async close() {
      await rack.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  try {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "owner@laptop", "-f", sshKey]);
    // A separate home, so that the pictl of the user who runs this still remembers their own rack.
    await rack.exec([...PICTL, "init", "--no-ssh-key", directory], { env: { HOME: home } });
    copyFileSync(artifacts.kubernetesKey, join(directory, "kubernetes.asc"));
    const user = { name: "pi", sshKeys: [readFileSync(`${sshKey}.pub`, "utf8").trim()] };
    setKeys(join(directory, "rack.yaml"), { ...rackSettings(rack.versions[0] ?? ""), user, ...settings });
    return lab;
  } catch (error) {
    await lab.close();
    throw error;
  }
}
