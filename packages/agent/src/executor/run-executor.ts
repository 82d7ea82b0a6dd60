/**
 * Assembles the executor: this agent's identity, the key it obeys, and everything that changes the host. Runs as root.
 */
import { AppError, type Channel, type Interfaces } from "@rackberry/protocol";
import type { Argv, Clock, Host } from "../host/host.ts";
import { recoverBootFiles } from "../host/recover-boot-files.ts";
import { type AgentKey, agentKey } from "../identity/agent-key.ts";
import { type Pi, readPi } from "../identity/pi.ts";
import { openTrust, type TrustStore } from "../identity/trust-store.ts";
import type { Journal } from "../journal.ts";
import type { StepsOperation } from "../operations/index.ts";
import type { Pipe } from "../seam/pipe.ts";
import type { Answers, Introduction } from "../seam/words.ts";
import { cameBack } from "../upgrade/came-back.ts";
import type { Upgrades, UpgradesOptions } from "../upgrade/upgrades.ts";
import { type ExecutorOptions, serveChannel } from "./executor.ts";
import { facts as factsOf } from "./facts.ts";
import { hardware } from "./hardware.ts";
import { operations, type Perform } from "./operations.ts";
import { restOf } from "./rest.ts";
import { serveCoordinator } from "./serve-coordinator.ts";
import { serveDoor } from "./serve-door.ts";

export interface ExecutorProcess {
  readonly version: string;
  readonly host: Host;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly stateFolder: string;
  readonly runFolder: string;
  readonly bootFolders: readonly string[];
  readonly interfaces: () => Interfaces;
  /** Loaded when the first operation arrives, since it is the larger part of the program. */
  readonly perform: Perform<StepsOperation>;
  /** Loaded when a new agent is offered. */
  readonly upgrades: (life: Pick<UpgradesOptions, "version" | "release">) => Promise<Upgrades>;
  readonly followLog: ExecutorOptions["followLog"];
  readonly nodeFacts: () => Promise<Answers["node-facts"]>;
  /** Reads the hardware; when absent, the hardware is not read. */
  readonly look?: Argv;
  /** Idle milliseconds after which `onRest` is called; absent: never. */
  readonly restsAfter?: number;
  readonly onRest?: () => void;
}

/** Resolves with a function that serves a connection from the door; resumes an interrupted operation at once. */
export async function startExecutor(
  options: ExecutorProcess,
  signal: AbortSignal,
): Promise<(pipe: Pipe) => Promise<void>> {
  const { host, clock, journal, interfaces, version } = options;
  const [key] = await Promise.all([agentKey(host, options.stateFolder), mendBootFiles(host, journal)]);
  const [pi, store] = await Promise.all([readPi(host, `key-${key.shortId}`), openTrust(options)]);
  const reboot = async (reason: string) => {
    journal.info(`rebooting: ${reason}`);
    await host.run(["systemctl", "reboot"]);
  };
  await host.makeDirectory(options.runFolder, { mode: 0o700 });
  const recordPath = `${options.runFolder}/operation.json`;
  const release = () => (store.trust.kind === "pending" ? "" : store.trust.release);
  let loaded: Promise<Upgrades> | undefined;
  const upgrades = () => {
    loaded ??= options.upgrades({ version, release });
    return loaded;
  };
  const perform: Perform = async (operation, ...all) =>
    operation.kind === "upgrade"
      ? (await upgrades()).perform(operation, all[0], all[1])
      : options.perform(operation, ...all);
  const ongoing = operations({ host, clock, journal, perform, reboot, recordPath, signal });
  const known = hardware({ host, journal, look: options.look, path: `${options.runFolder}/hardware.json` });
  const gather = factsOf({
    host,
    interfaces,
    running: () => ongoing.running,
    ended: () => ongoing.ended,
    hardware: known,
  });
  const facts = async () => {
    const gathered = await gather();
    await cameBack(host, `${options.stateFolder}/upgrade`, version);
    return gathered;
  };
  const { restsAfter, onRest = () => {} } = options;
  const isBusy = () => ongoing.running !== undefined;
  const rest =
    restsAfter === undefined ? { begin: () => () => {} } : restOf({ after: restsAfter, isBusy, onRest, signal });
  const executor: ExecutorOptions = {
    ...{ host, operations: ongoing, facts, followLog: options.followLog, rest },
    putBlob: async (part) => (await upgrades()).put(part),
  };
  const serve = (commands: Channel) => serveChannel(commands, executor);
  const serveSession = (channel: Channel, keyingMaterial: Buffer) =>
    serveCoordinator(channel, { store, pi, version, journal, serve }, keyingMaterial);
  const answers = {
    introduction: async () => {
      tellWhoThisIs(options, { key, pi, store });
      return introduction(key, store);
    },
    "node-facts": options.nodeFacts,
  };
  await ongoing.resume();
  return (pipe) => serveDoor(pipe, { journal, answers, serveSession, rest });
}

function introduction({ key, certificate, shortId }: AgentKey, { trust }: TrustStore): Introduction {
  const pin = trust.kind === "pending" ? undefined : trust.pin;
  return { key, certificate, shortId, state: trust.kind, ...(pin && { pin }) };
}

/** A card that cannot be written at the moment does not stop the executor from serving. */
async function mendBootFiles(host: Host, journal: Journal): Promise<void> {
  try {
    for (const file of await recoverBootFiles(host)) {
      journal.warning("restored a boot file that a power cut had damaged", { file });
    }
  } catch (cause) {
    journal.error(AppError.from(cause).message);
  }
}

/** The journal's first lines: this agent's identity, and the coordinator that it obeys. */
function tellWhoThisIs(
  { journal, version }: ExecutorProcess,
  { key, pi, store }: { key: AgentKey; pi: Pi; store: TrustStore },
): void {
  journal.info("agent started", { version, serial: pi.serial, model: pi.model });
  journal.info(key.isNew ? "made its own key" : "found its own key", { fingerprint: key.hash });
  const { trust, rack } = store;
  if (trust.kind === "pending") {
    journal.warning(
      "this Pi has no card, so it obeys nobody: write a card with pictl card, or name the rack with " +
        "sudo pi-agent trust PIN RELEASE (the two words that pictl pin prints)",
    );
  } else if (trust.kind === "adopted") {
    journal.info(`belongs to the rack as ${trust.name}`, { pin: trust.pin });
  } else if (trust.secret || trust.byPerson) {
    journal.info("waiting to be adopted", { rack, card: trust.cardId, pin: trust.pin });
  } else {
    journal.warning("its card is spent and this Pi was never adopted: write a new card with pictl card", {
      rack,
      card: trust.cardId,
    });
  }
}
