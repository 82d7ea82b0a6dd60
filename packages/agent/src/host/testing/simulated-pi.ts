/**
 * A simulator, not a Pi: a Host in memory, with the few programs that the steps call. For unit tests, and for light
 * nodes: real agents on a simulated Pi. With `statePath` it survives kill -9 of the process, together with its running
 * units; kubeadm is a recorder that takes time, leaves the real one's files, and logs each call.
 */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import type { Argv, Clock, Encoding, FileInfo, Host, RunOptions, UnitOptions, WriteOptions } from "../host.ts";
import { commandFailed, run as runReal } from "../run.ts";
import { systemClock } from "../system-clock.ts";
import { sameArgv } from "../unit-records.ts";
import { boot, type CardOptions, type PiState, stockCard } from "./simulated/card.ts";
import { kubeadmBegin } from "./simulated/cluster-programs.ts";
import { simulatedFiles } from "./simulated/files.ts";
import { record } from "./simulated/kubeadm-log.ts";
import { GOOD_REPOSITORY } from "./simulated/package-repository.ts";
import type { SimulatedRepository } from "./simulated/program.ts";
import { runProgram } from "./simulated/programs.ts";

export interface SimulatedPiOptions extends Partial<CardOptions> {
  /** Additional or replacing files on the fresh card. */
  readonly files?: Readonly<Record<string, string>>;
  /** JSON file that keeps the Pi when the process dies; read when it exists. */
  readonly statePath?: string;
  /** The system's by default. A virtual one makes kubeadm take no time. */
  readonly clock?: Clock;
  readonly setClock?: (ms: number) => void;
  readonly synchronised?: boolean;
  /** How long a unit runs, in milliseconds, and its exit code; default 0 ms and 0. */
  readonly unit?: (argv: Argv, attempt: number) => { ms?: number; exit?: number; lines?: readonly string[] };
  /** Kubernetes' package repository; by default one with ten versions of the minor that its address names. */
  readonly repository?: SimulatedRepository;
  /** File to which every kubeadm call is appended (see KubeadmEntry). */
  readonly kubeadmLog?: string;
  /** Called after `systemctl reboot` has changed the state; a light node exits here and is started again. */
  readonly onReboot?: () => void;
}

export class SimulatedPi implements Host {
  /** What changed the Pi since the test last emptied this: written paths, and programs with an effect. */
  readonly changes: string[] = [];
  /** Paths that cannot be written, including everything below them. */
  readonly readOnly = new Set<string>();
  readonly state: PiState;
  readonly #options: SimulatedPiOptions;
  readonly #card: CardOptions;
  readonly #clock: Clock;

  constructor(options: SimulatedPiOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#card = { ...STOCK, ...options };
    const kept = options.statePath && load(options.statePath);
    this.state = kept || stockCard(this.#card);
    if (kept) return;
    for (const [path, content] of Object.entries(options.files ?? {})) this.put(path, content);
    boot(this.state, this.#card);
    this.#save();
  }

  /** The content of a file, for a test. */
  file(path: string): string | undefined {
    this.#settle();
    return this.state.files[path]?.content;
  }

  /** Puts a file there, as something other than the agent would. */
  put(path: string, content: string): void {
    this.state.files[path] = { content, mode: 0o644, uid: 0, gid: 0 };
    this.#save();
  }

  /** Restarts the Pi, on its own request or after a power cut: running units and their unfinished work are lost. */
  reboot(): void {
    this.#settle();
    boot(this.state, this.#card);
    this.#save();
  }

  async run(argv: Argv, options: RunOptions = {}): Promise<string> {
    this.#settle();
    if (argv[0] === "openssl") return this.#openssl(argv, options);
    const { okCodes = [0], stdin = "" } = options;
    try {
      return this.#effect(argv, stdin);
    } catch (cause) {
      const exit = Number(/ exited (\d+)/.exec(AppError.from(cause).message)?.[1] ?? 127);
      if (okCodes.includes(exit)) return "";
      throw cause;
    } finally {
      this.#save();
    }
  }

  async pendingUnit(unit: string): Promise<Argv | undefined> {
    this.#settle();
    return this.state.runs[unit]?.argv;
  }

  async runUnit(unit: string, argv: Argv, options: UnitOptions = {}): Promise<void> {
    const pending = await this.pendingUnit(unit);
    if (pending && !sameArgv(pending, argv)) await this.#collect(unit, {}).catch(() => {});
    if (!this.state.runs[unit]) this.#start(unit, argv);
    await this.#collect(unit, options);
  }

  read(path: string, encoding?: Encoding): Promise<string | undefined> {
    return this.#files().read(path, encoding);
  }

  write(path: string, content: string, options?: WriteOptions): Promise<void> {
    return this.#files().write(path, content, options);
  }

  remove(path: string): Promise<void> {
    return this.#files().remove(path);
  }

  makeDirectory(path: string, options?: { mode?: number; uid?: number; gid?: number }): Promise<void> {
    return this.#files().makeDirectory(path, options);
  }

  list(path: string): Promise<readonly string[] | undefined> {
    return this.#files().list(path);
  }

  info(path: string): Promise<FileInfo | undefined> {
    return this.#files().info(path);
  }

  /** The current files, including the effects of running units. */
  #files(): ReturnType<typeof simulatedFiles> {
    this.#settle();
    return simulatedFiles(
      this.state,
      (path) => this.#mayChange(path),
      () => this.#save(),
    );
  }

  #start(unit: string, argv: Argv): void {
    const verb = argv[1] ?? "";
    const attempt = (this.state.kubeadm[verb] ?? 0) + 1;
    const { ms = 0, exit = 0, lines = [] } = this.#options.unit?.(argv, attempt) ?? {};
    if (argv[0] === "kubeadm") {
      const other = Object.values(this.state.runs).some((run) => run.argv[0] === "kubeadm" && !run.settled);
      this.#record(other ? "overlap" : "start", verb, this.#clock.now());
      kubeadmBegin(verb, this.state);
    }
    this.state.runs[unit] = { argv, endsAt: this.#clock.now() + ms, exit, lines, settled: false };
    this.#save();
  }

  async #collect(unit: string, { signal, onLine = () => {} }: UnitOptions): Promise<void> {
    const run = this.state.runs[unit];
    if (!run) return;
    await this.#clock.sleep(Math.max(0, run.endsAt - this.#clock.now()), signal);
    this.#settle();
    for (const line of run.lines) onLine(line);
    // The plug was pulled during the wait.
    if (this.state.runs[unit] !== run) throw new AppError("command-failed", `${unit} vanished without a result`);
    delete this.state.runs[unit];
    this.#save();
    if (run.failure) throw new AppError("command-failed", run.failure.message, { detail: run.failure.detail });
    if (run.exit !== 0) throw commandFailed(run.argv, `exited ${run.exit}`, { output: run.lines.join("\n") });
  }

  /** Applies what units have done by now, even if no agent was running at the time. */
  #settle(): void {
    for (const run of Object.values(this.state.runs)) {
      if (run.settled || run.endsAt > this.#clock.now()) continue;
      run.settled = true;
      if (run.exit === 0) run.failure = this.#failureOf(run.argv);
      if (run.argv[0] === "kubeadm") this.#record("end", run.argv[1] ?? "", run.endsAt, run.exit);
      this.#save();
    }
  }

  /** The error of a unit: reported when its result is requested. */
  #failureOf(argv: Argv): Pick<AppError, "message" | "detail"> | undefined {
    try {
      this.#effect(argv, "");
      return undefined;
    } catch (error) {
      const { message, detail } = AppError.from(error);
      return { message, detail };
    }
  }

  #effect(argv: Argv, stdin: string): string {
    return runProgram(argv, {
      state: this.state,
      stdin,
      changed: (what) => this.changes.push(what),
      repository: this.#options.repository ?? GOOD_REPOSITORY,
      synchronised: this.#options.synchronised ?? false,
      setClock: (ms) => this.#options.setClock?.(ms),
      reboot: () => {
        this.reboot();
        this.#options.onReboot?.();
      },
    });
  }

  /** The real openssl: a simulated Pi's certificate has to be valid for a real TLS client. */
  async #openssl([program, ...args]: Argv, options: RunOptions): Promise<string> {
    const at = args.indexOf("-key") + 1;
    const key = at > 0 ? this.file(args[at] ?? "") : undefined;
    if (key === undefined) return runReal([program, ...args], options);
    // Not standard input: Node's is a socket, which openssl cannot open by name.
    const folder = mkdtempSync(join(tmpdir(), "simulated-pi-"));
    try {
      const path = join(folder, "key.pem");
      writeFileSync(path, key, { mode: 0o600 });
      return await runReal([program, ...args.map((arg, index) => (index === at ? path : arg))], options);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  #record(event: "start" | "end" | "overlap", call: string, at: number, exit?: number): void {
    record(this.#options.kubeadmLog, { event, call, at, serial: this.#card.serial, exit });
  }

  #mayChange(path: string): void {
    for (const prefix of this.readOnly) {
      if (path === prefix || path.startsWith(`${prefix}/`)) {
        throw new AppError("refused", `${path} was not changed: read-only file system: mount it writable`);
      }
    }
    this.changes.push(path);
  }

  #save(): void {
    const path = this.#options.statePath;
    if (path === undefined) return;
    writeFileSync(`${path}.new`, JSON.stringify(this.state), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

const STOCK: CardOptions = {
  serial: "10000000abcdef01",
  model: "Raspberry Pi 4 Model B Rev 1.4",
  memoryMiB: 3792,
  container: "",
  cgroupVersion: 2,
  cmdline: "console=serial0,115200 console=tty1 root=PARTUUID=1234-02 rootfstype=ext4 fsck.repair=yes rootwait\n",
  hostname: "raspberrypi",
};

function load(path: string): PiState | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as PiState;
  } catch {
    return undefined;
  }
}
