import type { ChildProcess } from "node:child_process";

/**
 * How an operating system is arranged: Debian as the rack always had it, Ubuntu up to 25.04 and from 25.10 on (A/B boot),
 * Raspberry Pi OS with cloud-init (trixie) and without (bookworm).
 */
export type SystemName = "debian" | "ubuntu" | "ubuntu-ab" | "raspios-trixie" | "raspios-bookworm";

/** An operating system as people download it. */
export interface StockSystem {
  /** A partition table, a FAT boot partition, and a root partition that names its system. */
  image: string;
  /** The same, compressed by xz. */
  compressed: string;
  /** The root trees that stand for the root partition's content, each over the next: lower layers of a card. */
  layers: readonly string[];
}

/** Where the rack finds what it boots and serves; absolute paths, only read. */
export interface RackArtifacts {
  /** The images that cards are written from. */
  systems: Readonly<Record<SystemName, StockSystem>>;
  /** The document root of the rack's web server: `<host name>/<path>`. */
  web: string;
  /** The storage directory of the image registry. */
  registry: string;
  /** What there is of Kubernetes, in full: 1.36.3. Packages of each minor are in a repository of its own. */
  versions: readonly string[];
}

export interface RackOptions {
  /** A label for people; any number of racks may have the same. */
  name: string;
  artifacts: RackArtifacts;
  /** Hears one sentence for each thing that happens to a Pi or a cable. */
  onLog?: (line: string) => void;
}

export interface ExecOptions {
  stdin?: string;
  /** Added to a small clean environment (PATH, HOME, LANG, TERM). */
  env?: Record<string, string>;
  /** Reject when the program exits with another code than 0; true unless told otherwise. */
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

/** An SD card: survives the Pi that it is in, and may move to another. */
export interface Card {
  readonly name: string;
  /** What is on the card: the firmware and the Pi's /boot/firmware are its FAT boot partition. */
  readonly image: string;
  /** The stock root trees below `upper`, each over the next. */
  readonly layers: readonly string[];
  /** The layer that holds what the Pi wrote outside of /boot/firmware and /var/lib. */
  readonly upper: string;
  /** The Pi's /var/lib: a real directory, as containerd's snapshots cannot lie on an overlay. */
  readonly varLib: string;
  /** Whether the Pi finds its boot partition read-only; holds from the next boot on. */
  bootReadOnly: boolean;
  /** A file of the card, links followed, while no Pi runs from it; undefined when there is none. */
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
  /** 16 hex digits. The Ethernet address is made of it, so two Pis with the same last six digits cannot talk. */
  serial: string;
  model: string;
}

/** A process. */
export interface Program {
  /** As in /proc/PID/comm: 15 characters at most. */
  readonly name: string;
  /** On this machine, not in the Pi. */
  readonly pid: number;
  readonly parent: number;
}

export interface Pi extends Readonly<PiSpec> {
  /** The log of the console over all boots. */
  readonly console: string;
  /** Boots so far, those after a reboot too. */
  readonly boots: number;
  /** When power was given last (plugged in or reset), in ms since the epoch; undefined before the first time. */
  readonly poweredOnAt: number | undefined;
  /** Whether an operating system is running: false without power, and after it has powered itself off. */
  readonly running: boolean;
  readonly mac: string;
  readonly card: Card | undefined;

  /** Puts a card in. Rejects while the Pi has power. */
  insert(card: Card): void;
  /** Takes the card out and returns it. Rejects while the Pi has power. */
  eject(): Card;
  /** Gives power; resolves when PID 1 runs. Does nothing when the Pi has power. */
  plugIn(): Promise<void>;
  /** Takes power away at once: every process of the Pi is killed. Does nothing without power. */
  pullPlug(): Promise<void>;
  /** Pulls the plug and gives power again in one go; the card is read anew. */
  pressReset(): Promise<void>;
  /** Pulls the Pi's network cable, also for the boots to come. */
  unplugNetwork(): Promise<void>;
  replugNetwork(): Promise<void>;

  /** Runs a program in the Pi as root; rejects when the Pi is off. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** All that runs on the Pi, nothing without power. Seen from outside, so a test may look many times a second. */
  programs(): Program[];
  /** The IPv4 address that eth0 has now. */
  address(): Promise<string | undefined>;
  /** A file as the running Pi sees it, else as it is on the card; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
}

/** What a board shares with a virtual Pi. */
type Common = "name" | "serial" | "model" | "console" | "boots" | "poweredOnAt" | "running" | "mac";

/**
 * A Pi that is a machine of its own: an emulated Raspberry Pi 3 Model B with its own kernel, arm64, 1 GB of memory and a
 * card that is read and written as a whole. Slow, and nobody looks inside: whoever wants to, logs in.
 */
export interface Board extends Pick<Pi, Common | "pullPlug" | "unplugNetwork" | "replugNetwork"> {
  /** The image that is its card. Its boot partition may be read while the board runs, as far as it is written. */
  readonly card: string | undefined;
  /** Puts a card in: an image that is this board's alone, written to as it runs. Rejects while the board has power. */
  insert(image: string): void;
  /** Gives power; resolves when the machine runs, long before its system does. Does nothing when the board has power. */
  plugIn(): Promise<void>;
  /** The address that the router has given it, which it has once its operating system has asked. */
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
  /** What the rack serves of Kubernetes; the first is what is run unless somebody wants another. */
  readonly versions: RackArtifacts["versions"];
  /** Where the router's, the web server's and the registry's logs are. */
  readonly logs: string;

  /** Runs a program on the laptop: on this machine's files, but on the rack's switch and nothing else. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** The same for a program that stays; it is killed when the rack closes. */
  spawn(argv: readonly string[], options?: SpawnOptions): ChildProcess;
  /** A fresh stock card, of Debian unless told otherwise. */
  newCard(name: string, options?: { system?: SystemName; bootReadOnly?: boolean }): Promise<Card>;
  /** A card that an image was written to: one of the stock images, changed in its boot partition or not. */
  cardFromImage(image: string, name: string): Promise<Card>;
  /** A clone of a card, everything on it included. The original should not be in use. */
  copyCard(card: Card, name: string): Promise<Card>;
  newPi(spec: PiSpec): Pi;
  /** An emulated Raspberry Pi 3 Model B on the switch. */
  newBoard(spec: Omit<PiSpec, "model">): Board;
  /** The router forgets the Pi's lease and starts anew with another address for it, which is returned; the link blinks. */
  changeLease(pi: Pi): Promise<string>;
  /** Takes from the Pi, plugged in or not, what stands for the internet: names, web servers, the image registry. For good. */
  cutInternet(pi: Pi): Promise<void>;
  /** The switch lets no IPv4 multicast through any more: no mDNS. For good. */
  cutMulticast(): Promise<void>;
  /** Processor time of all that runs in the rack, since it was opened; seconds. */
  processorSeconds(): number;
  /** Connections that the Pi has tried to web servers and registries since it was cut off. */
  refusedConnections(pi: Pi): Promise<number>;
  /** Leaves the machine as it was before. May be called at any time and more than once. */
  close(): Promise<void>;
}
