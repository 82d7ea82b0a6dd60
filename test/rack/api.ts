import type { ChildProcess } from "node:child_process";

/**
 * How an operating system is arranged: the rack's original Debian, Ubuntu up to 25.04 and from 25.10 on (A/B boot),
 * Raspberry Pi OS with cloud-init (trixie) and without (bookworm).
 */
export type SystemName = "debian" | "ubuntu" | "ubuntu-ab" | "raspios-trixie" | "raspios-bookworm";

/** An operating system as people download it. */
export interface StockSystem {
  /** A partition table, a FAT boot partition, and a root partition that names its system. */
  image: string;
  /** The same, compressed with xz. */
  compressed: string;
  /** The root trees that replace the root partition's content, each over the next: lower layers of a card. */
  layers: readonly string[];
}

/** Where the rack finds what it boots and serves: absolute paths, read only. */
export interface RackArtifacts {
  /** The images that cards are written from. */
  systems: Readonly<Record<SystemName, StockSystem>>;
  /** The document root of the rack's web server: `<host name>/<path>`. */
  web: string;
  /** The storage directory of the image registry. */
  registry: string;
  /** The Kubernetes versions available, in full: 1.36.3. Each minor's packages are in their own repository. */
  versions: readonly string[];
}

export interface RackOptions {
  /** A label for people; any number of racks may have the same. */
  name: string;
  artifacts: RackArtifacts;
  /** Called with one sentence for each event on a Pi or a cable. */
  onLog?: (line: string) => void;
}

export interface ExecOptions {
  stdin?: string;
  /** Added to a small clean environment (PATH, HOME, LANG, TERM). */
  env?: Record<string, string>;
  /** Reject when the program exits with a non-zero code; true by default. */
  check?: boolean;
  /** Kills the program and rejects. */
  signal?: AbortSignal;
}

export interface ExecResult {
  stdout: string;
  stderr: string;
  /** The exit code; 128 + n when signal n ended the program. */
  code: number;
}

export interface SpawnOptions {
  env?: Record<string, string>;
  stdio?: "inherit" | "pipe" | "ignore";
}

/** An SD card: outlives the Pi it is in, and may be moved to another. */
export interface Card {
  readonly name: string;
  /** What is on the card: the firmware and the Pi's /boot/firmware are its FAT boot partition. */
  readonly image: string;
  /** The stock root trees below `upper`, each on top of the next. */
  readonly layers: readonly string[];
  /** The layer that holds what the Pi wrote outside /boot/firmware and /var/lib. */
  readonly upper: string;
  /** The Pi's /var/lib: a real directory, as containerd's snapshots cannot lie on an overlay. */
  readonly varLib: string;
  /** Whether the Pi's boot partition is read-only; takes effect at the next boot. */
  bootReadOnly: boolean;
  /** Reads a file of the card, following links, while no Pi runs from it; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /**
   * Puts the card into the laptop: `use` gets its boot partition as a folder, and what it changes there is on the card
   * when the promise resolves. Rejects while a Pi runs from the card.
   */
  inReader<T>(use: (folder: string) => T | Promise<T>): Promise<T>;
}

export interface PiSpec {
  /** Unique in the rack; letters, digits and hyphens. A name for people: the Pi does not know it. */
  name: string;
  /** 16 hex digits. The Ethernet address derives from it, so Pis with the same last six digits cannot communicate. */
  serial: string;
  model: string;
}

/** A process. */
export interface Program {
  /** As in /proc/PID/comm: 15 characters at most. */
  readonly name: string;
  /** As seen on this machine, not in the Pi. */
  readonly pid: number;
  readonly parent: number;
}

export interface Pi extends Readonly<PiSpec> {
  /** The console log of all boots. */
  readonly console: string;
  /** Boots so far, including those after a reboot. */
  readonly boots: number;
  /** When the Pi was last powered on (plugged in or reset), in ms since the epoch; undefined before the first time. */
  readonly poweredOnAt: number | undefined;
  /** Whether an operating system is running: false without power, and after the system has powered itself off. */
  readonly running: boolean;
  readonly mac: string;
  readonly card: Card | undefined;

  /** Puts a card in. Rejects while the Pi has power. */
  insert(card: Card): void;
  /** Takes the card out and returns it. Rejects while the Pi has power. */
  eject(): Card;
  /** Powers the Pi on; resolves when PID 1 runs. Does nothing when the Pi has power. */
  plugIn(): Promise<void>;
  /** Cuts the power at once: every process of the Pi is killed. Does nothing without power. */
  pullPlug(): Promise<void>;
  /** Cuts the power and restores it in one go; the card is read again. */
  pressReset(): Promise<void>;
  /** Unplugs the Pi's network cable, for later boots too. */
  unplugNetwork(): Promise<void>;
  replugNetwork(): Promise<void>;

  /** Runs a program in the Pi as root; rejects when the Pi is off. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** All processes on the Pi; none without power. Read from outside, so a test may call it many times a second. */
  programs(): Program[];
  /** The IPv4 address that eth0 has now. */
  address(): Promise<string | undefined>;
  /** Reads a file as the running Pi sees it, otherwise as it is on the card; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
}

/** What a board has in common with a virtual Pi. */
type Common = "name" | "serial" | "model" | "console" | "boots" | "poweredOnAt" | "running" | "mac";

/**
 * A Pi with a kernel of its own: an emulated Raspberry Pi 3 Model B (arm64, 1 GB of memory) whose card is one image,
 * read and written as a whole. It is slow, and the only way to look inside is to log in.
 */
export interface Board extends Pick<Pi, Common | "pullPlug" | "unplugNetwork" | "replugNetwork"> {
  /** The image of its card. While the board runs, the boot partition can be read as far as it has been written. */
  readonly card: string | undefined;
  /** Puts a card in: an image that no other board uses, written to while the board runs. Throws while it has power. */
  insert(image: string): void;
  /** Powers the board on; resolves when the machine runs, long before its system does. Does nothing if already on. */
  plugIn(): Promise<void>;
  /** The address that the router gave it; undefined until its operating system has asked for one. */
  address(): Promise<string | undefined>;
}

export interface Rack {
  /** Unique on this machine. */
  readonly id: string;
  readonly name: string;
  /** The router's address; the laptop has the same. */
  readonly gateway: string;
  readonly pis: readonly Pi[];
  readonly boards: readonly Board[];
  /** The stock images. */
  readonly systems: RackArtifacts["systems"];
  /** The Kubernetes versions that the rack serves; the first is the default. */
  readonly versions: RackArtifacts["versions"];
  /** Folder of the router's, the web server's and the registry's logs. */
  readonly logs: string;

  /** Runs a program on the laptop: with this machine's files, but with no network except the rack's switch. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** The same for a long-running program; it is killed when the rack closes. */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** A fresh stock card; Debian by default. */
  newCard(name: string, options?: { system?: SystemName; bootReadOnly?: boolean }): Promise<Card>;
  /** A card with an image on it: a stock image, whose boot partition may have been changed. */
  cardFromImage(image: string, name: string): Promise<Card>;
  /** A clone of a card with everything on it. The original should not be in use. */
  copyCard(card: Card, name: string): Promise<Card>;
  newPi(spec: PiSpec): Pi;
  /** An emulated Raspberry Pi 3 Model B on the switch. */
  newBoard(spec: Omit<PiSpec, "model">): Board;
  /** Restarts the router with a new address for the Pi, which is returned, and no lease; the link drops briefly. */
  changeLease(pi: Pi): Promise<string>;
  /** Cuts the Pi, plugged in or not, from what acts as the internet (DNS, web servers, image registry), permanently. */
  cutInternet(pi: Pi): Promise<void>;
  /** Makes the switch drop all IPv4 multicast, so there is no mDNS, permanently. */
  cutMulticast(): Promise<void>;
  /** Processor time of everything in the rack since it was opened, in seconds. */
  processorSeconds(): number;
  /** How many connections to web servers and registries the Pi has attempted since it was cut off. */
  refusedConnections(pi: Pi): Promise<number>;
  /** Restores the machine to its earlier state. May be called at any time and more than once. */
  close(): Promise<void>;
}
