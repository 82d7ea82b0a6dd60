/** For tests: a boot partition in memory, as FAT is: names in any case are one name, a file is replaced in steps. */
import { AppError } from "@rackberry/protocol";
import { ADDING, type BootFolder, REPLACING, textOf } from "../boot-folder.ts";

export interface Accidents {
  /** The card is pulled out in place of this effect (from 1): nothing works from then on. */
  readonly pulledAt?: number;
  /** This effect alone fails, as when the card is full for a moment. */
  readonly failsAt?: number;
  readonly readOnly?: boolean;
  /** Bytes that the files may have together. */
  readonly capacity?: number;
}

export class MemoryBoot implements BootFolder {
  readonly path = "/media/card";
  /** Effects so far: each step of a write counts. */
  effects = 0;
  readonly #entries = new Map<string, { readonly name: string; readonly bytes: Buffer }>();
  readonly #folders = new Set<string>();
  readonly #accidents: Accidents;

  constructor(files: Readonly<Record<string, string | Uint8Array>>, accidents: Accidents = {}) {
    this.#accidents = accidents;
    for (const [name, content] of Object.entries(files)) this.#put(name, Buffer.from(content));
  }

  /** Every file with its content, one character a byte. */
  files(): Record<string, string> {
    const all = [...this.#entries.values()].map(({ name, bytes }) => [name, bytes.toString("latin1")] as const);
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The card after the accident, put in again. */
  again(accidents: Accidents = {}): MemoryBoot {
    const files = [...this.#entries.values()].map(({ name, bytes }) => [name, bytes]);
    const card = new MemoryBoot(Object.fromEntries(files), accidents);
    for (const folder of this.#folders) card.#folders.add(folder);
    return card;
  }

  async read(name: string): Promise<string | undefined> {
    return textOf(await this.readBytes(name), `${this.path}/${name}`);
  }

  async readBytes(name: string): Promise<Uint8Array | undefined> {
    this.#mustBeThere();
    return this.#entries.get(key(name))?.bytes;
  }

  async list(name: string): Promise<readonly string[] | undefined> {
    this.#mustBeThere();
    if (name !== "" && !this.#folders.has(key(name))) return undefined;
    const prefix = name === "" ? "" : `${key(name)}/`;
    const all = [...[...this.#entries.values()].map((entry) => entry.name), ...this.#folders];
    const below = all.filter((path) => key(path).startsWith(prefix)).map((path) => path.slice(prefix.length));
    const names = below.map((path) => path.split("/")[0] ?? "").filter((path) => path !== "");
    return [...new Map(names.reverse().map((path) => [key(path), path])).values()].sort();
  }

  async freeBytes(): Promise<number> {
    this.#mustBeThere();
    return (this.#accidents.capacity ?? 1e9) - this.#used();
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content);
    const old = this.#entries.get(key(name));
    const temporary = name + (old ? REPLACING : ADDING);
    this.#effect(() => this.#put(temporary, bytes.subarray(0, bytes.length / 2)));
    this.#effect(() => this.#put(temporary, bytes));
    // Not every system renames over a file in one piece.
    if (old) this.#effect(() => this.#entries.delete(key(name)));
    this.#effect(() => this.#move(temporary, old?.name ?? name));
  }

  async makeFolder(name: string): Promise<void> {
    if (this.#folders.has(key(name))) throw new AppError("internal", `EEXIST: ${name}`);
    this.#effect(() => this.#folders.add(key(name)));
  }

  async remove(name: string): Promise<void> {
    const inside = (path: string) => path === key(name) || path.startsWith(`${key(name)}/`);
    for (const path of [...this.#entries.keys()].filter(inside)) this.#effect(() => this.#entries.delete(path));
    for (const path of [...this.#folders].filter(inside).reverse()) this.#effect(() => this.#folders.delete(path));
  }

  async rename(from: string, to: string): Promise<void> {
    this.#effect(() => this.#move(from, to));
  }

  #put(name: string, bytes: Buffer): void {
    this.#entries.set(key(name), { name, bytes });
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) this.#folders.add(key(name.slice(0, at)));
  }

  #move(from: string, to: string): void {
    const moved = (path: string) => to + path.slice(from.length);
    const inside = (path: string) => path === key(from) || path.startsWith(`${key(from)}/`);
    for (const [path, { name, bytes }] of [...this.#entries].filter(([path]) => inside(path))) {
      this.#entries.delete(path);
      this.#put(moved(name), bytes);
    }
    for (const path of [...this.#folders].filter(inside)) {
      this.#folders.delete(path);
      this.#folders.add(key(moved(path)));
    }
  }

  #effect(run: () => void): void {
    this.effects++;
    this.#mustBeThere();
    const { readOnly, failsAt, capacity = Number.POSITIVE_INFINITY } = this.#accidents;
    if (readOnly) throw new AppError("refused", `${this.path} is mounted read-only`);
    if (this.effects === failsAt) throw new AppError("refused", `${this.path} is full`);
    run();
    if (this.#used() > capacity) throw new AppError("refused", `${this.path} is full`);
  }

  #mustBeThere(): void {
    if (this.effects >= (this.#accidents.pulledAt ?? Number.POSITIVE_INFINITY)) {
      throw new AppError("refused", `${this.path} is gone`);
    }
  }

  #used(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }
}

const key = (name: string) => name.toLowerCase();
