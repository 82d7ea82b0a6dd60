/** A whole rack for tests: simulated agents, a recorder as the API server, a database in memory. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rack, RackFiles } from "@rackberry/config";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import {
  AppError,
  type Frame,
  inbox,
  type PackageManifest,
  type SignedPackage,
  signPackage,
} from "@rackberry/protocol";
import type { ClusterAccess } from "../../kube/request.ts";
import { type Recorder, startRecorder } from "../../kube/testing/recorder.ts";
import { openDatabase } from "../../store/database.ts";
import { packageFiles } from "../../store/package-files.ts";
import { sqliteStore } from "../../store/sqlite-store.ts";
import type { Candidate } from "../admission/endpoints.ts";
import { systemClock } from "../base/clock.ts";
import { type Fleet, type FleetPorts, fleetOf } from "../entry/fleet.ts";
import { runFleet } from "../entry/run-fleet.ts";
import { type SimulatedAgent, simulatedAgent } from "./simulated-agent.ts";

const RACK_SECRET = Buffer.alloc(32, 1);
const CA_HASH = `sha256:${"c".repeat(64)}`;

export interface SimulatedRack {
  readonly fleet: Fleet;
  readonly recorder: Recorder;
  /** Lines of the journal. */
  readonly journal: string[];
  /** The repository of Kubernetes packages that every agent sees. */
  readonly repository: Repository;
  /** The files that `pictl apply` sent last. */
  readonly applied: RackFiles | undefined;
  /** Signs with the owner's release key. */
  sign(manifest: PackageManifest): SignedPackage;
  /** Plugs in an agent: its announcement reaches the coordinator. */
  plugIn(serial: string, overrides?: Partial<Parameters<typeof simulatedAgent>[0]>): SimulatedAgent;
  /** Takes the agent off the network for good. */
  remove(agent: SimulatedAgent): void;
  /** Runs the calendar's jobs now. */
  night(): Promise<void>;
  /** Announces an existing agent at another address. */
  announce(agent: SimulatedAgent): void;
  /** The owner names an agent's endpoint. */
  place(endpoint: string): void;
  /** Restarts the coordinator from what is on disk, with rack.yaml changed or not; every agent is found again. */
  restart(rackYaml?: string): Promise<void>;
  /** Resolves once `holds()` is true; rejects after ten seconds with the state of the rack. */
  until(holds: () => boolean): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Repository {
  versions: readonly string[];
  /** apt's error, instead of versions. */
  failure: AppError | undefined;
}

/** `m1` is the serial number of the coordinator's own Pi; `companions` are the files beside rack.yaml. */
export async function simulatedRack(
  rackYaml = "network: direct",
  companions: Omit<Rack, "config"> = { packagesKey: "", sshKeys: [] },
): Promise<SimulatedRack> {
  const rackOf = (yaml: string): Rack => ({ config: parseRackConfig(yaml, "rack.yaml"), ...companions });
  const recorder = await startRecorder();
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const folder = await mkdtemp(join(tmpdir(), "simulated-rack-"));
  const agents = new Map<string, SimulatedAgent>();
  const journal: string[] = [];
  const note = (sentence: string) => journal.push(sentence);
  const repository: Repository = { versions: ["1.36.3", "1.36.2"], failure: undefined };
  const versions = async () => {
    if (repository.failure) throw repository.failure;
    return repository.versions;
  };
  let access: ClusterAccess | undefined;
  const nightly = new Set<() => Promise<void>>();
  let places = 0;
  let applied: RackFiles | undefined;
  let ports: FleetPorts = {
    rack: rackOf(rackYaml),
    rackSecret: RACK_SECRET,
    releaseKey: keys.publicKey,
    packages: packageFiles(folder),
    ownSerial: "m1",
    headStart: 0,
    store: sqliteStore(openDatabase(":memory:")),
    credentials: {
      read: async () => access,
      write: async (given) => {
        access = given;
      },
      remove: async () => {
        access = undefined;
      },
    },
    wishes: {
      read: () => applied,
      write: (files) => {
        applied = files;
      },
    },
    dial: async (endpoint) => {
      const agent = agents.get(endpoint);
      if (agent) return agent.dial();
      throw new AppError("disconnected", `${endpoint}: connection refused`);
    },
    clock: systemClock,
    calendar: {
      at(_, task, signal) {
        nightly.add(task);
        signal.addEventListener("abort", () => nightly.delete(task), { once: true });
      },
    },
    log: { info: note, warn: note, error: note },
  };
  let life = beginLife(ports);
  const announce = (agent: SimulatedAgent) => {
    const endpoint = `10.0.1.${++places}:7440`;
    agents.set(endpoint, agent);
    life.announced.push({ endpoint });
  };

  return {
    get fleet() {
      return life.fleet;
    },
    get applied() {
      return applied;
    },
    recorder,
    journal,
    repository,
    sign: (manifest) => signPackage(manifest, keys.privateKey),
    announce,
    place: (endpoint) => life.announced.push({ endpoint, permanent: true }),
    async night() {
      for (const task of nightly) await task();
    },
    remove(agent) {
      for (const [endpoint, one] of agents) if (one === agent) agents.delete(endpoint);
      agent.unplug();
    },
    plugIn(serial, overrides = {}) {
      const address = `10.0.0.${agents.size + 1}`;
      const kubeadm = async ({ kind, value }: Frame<"init" | "join" | "reset">) => {
        const name = ("spec" in value && value.spec?.name) || "";
        const config = ("kubeadmConfig" in value && value.kubeadmConfig) || "";
        if (kind === "init") recorder.makeTokens(config);
        if (kind === "join") await recorder.bootstrap(/"tlsBootstrapToken": "(\w+)\./.exec(config)?.[1] ?? "", name);
        if (kind !== "reset") recorder.setNode(name, true);
      };
      const { ca: caCertificate, token, server } = recorder.access;
      const finished = (kind: "init" | "grant") =>
        kind === "init" ? { cluster: { caCertificate, caHash: overrides.caHash ?? CA_HASH, server } } : { token };
      const cardRole = serial === "m1" ? ("control-plane" as const) : ("worker" as const);
      const ways = { finished, kubeadm, versions, cardRole };
      const agent = simulatedAgent({ serial, address, rackSecret: RACK_SECRET, ...ways, ...overrides });
      announce(agent);
      return agent;
    },
    async restart(changedYaml) {
      await life.end();
      if (changedYaml !== undefined) ports = { ...ports, rack: rackOf(changedYaml) };
      life = beginLife(ports);
      for (const endpoint of agents.keys()) life.announced.push({ endpoint });
    },
    async until(holds) {
      const { fleet } = life;
      const deadline = AbortSignal.timeout(10_000);
      for (let heard = fleet.changed.count; !holds(); heard = fleet.changed.count) {
        await fleet.changed.after(heard, 50, deadline).catch(() => {
          const nodes = fleet.store.nodes().map(({ name, phase, detail }) => `${name} ${phase} ${detail}`);
          throw new Error(`not in ten seconds:\n${[...nodes, ...journal].join("\n")}`);
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await life.end();
      await recorder.close();
      ports.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the coordinator; it runs until `end`. */
function beginLife(ports: FleetPorts) {
  const stop = new AbortController();
  const announced = inbox<Candidate>();
  const fleet = fleetOf(ports);
  const running = runFleet(fleet, announced, stop.signal);
  return {
    fleet,
    announced,
    async end() {
      stop.abort();
      announced.end();
      await running;
    },
  };
}
