/** The agent put together: identity, session, seam, host's side, announcement. Everything outside is a parameter. */
import { AppError, type Channel, type Interfaces, memoryChannel } from "@rackberry/protocol";
import { type Announcement, announce, type Respond } from "./discovery/announce.ts";
import { type ExecutorOptions, serveChannel } from "./executor/executor.ts";
import { gatherFacts } from "./executor/facts.ts";
import { hardware } from "./executor/hardware.ts";
import { operations, type Perform } from "./executor/operations.ts";
import { serveCoordinator } from "./executor/serve-coordinator.ts";
import type { Argv, Clock, Host } from "./host/host.ts";
import { recoverBootFiles } from "./host/recover-boot-files.ts";
import { type AgentKey, agentKey } from "./identity/agent-key.ts";
import { type Pi, readPi } from "./identity/pi.ts";
import { openTrust, type TrustStore } from "./identity/trust-store.ts";
import type { Journal } from "./journal.ts";
import type { StepsOperation } from "./operations/index.ts";
import type { FollowServices } from "./services/follow-services.ts";
import { serve } from "./session/serve.ts";
import { cameBack } from "./upgrade/came-back.ts";
import type { Upgrades, UpgradesOptions } from "./upgrade/upgrades.ts";

export interface AgentOptions {
  readonly version: string;
  readonly host: Host;
  readonly clock: Clock;
  readonly journal: Journal;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on; absent: all. */
  readonly address?: string;
  readonly stateFolder: string;
  readonly runFolder: string;
  readonly bootFolders: readonly string[];
  readonly interfaces: () => Interfaces;
  /** Loads the responder once the agent listens, which comes first. Absent: nothing is announced. */
  readonly respond?: () => Promise<Respond>;
  /** Loaded when the first operation comes, since it is the larger part of the program. */
  readonly perform: Perform<StepsOperation>;
  /** Loaded when a new agent is offered. */
  readonly upgrades: (life: Pick<UpgradesOptions, "version" | "release">) => Promise<Upgrades>;
  readonly followLog: ExecutorOptions["followLog"];
  /** Loaded when a node is in the cluster. */
  readonly followServices: FollowServices;
  /** Looks at the hardware; absent: nobody does. */
  readonly look?: Argv;
  readonly onListening?: (port: number) => void;
}

/** Runs until the signal; rejects when it cannot go on. */
export async function runAgent(options: AgentOptions, signal: AbortSignal): Promise<void> {
  const { host, clock, journal, interfaces } = options;
  const [key] = await Promise.all([agentKey(host, options.stateFolder), mendBootFiles(host, journal)]);
  const [pi, store] = await Promise.all([readPi(host, `key-${key.shortId}`), openTrust(options)]);
  introduce(options, { key, pi, store });

  const reboot = async (reason: string) => {
    journal.info(`rebooting: ${reason}`);
    await host.run(["systemctl", "reboot"]);
  };
  await host.makeDirectory(options.runFolder, { mode: 0o700 });
  const recordPath = `${options.runFolder}/operation.json`;
  const { version } = options;
  const release = () => (store.trust.kind === "pending" ? "" : store.trust.release);
  let loaded: Promise<Upgrades> | undefined;
  const upgrades = () => {
    loaded ??= options.upgrades({ version, release });
    return loaded;
  };
  const perform: Perform = async (operation, ...all) =>
    operation.kind === "upgrade" ? (await upgrades()).perform(operation, ...all) : options.perform(operation, ...all);
  const ongoing = operations({ host, journal, perform, reboot, recordPath, signal });
  const known = hardware({ host, journal, look: options.look, path: `${options.runFolder}/hardware.json` });
  const facts = async () => {
    const running = () => ongoing.running;
    const gathered = await gatherFacts({ host, clock, interfaces, running, hardware: known });
    await cameBack(host, `${options.stateFolder}/upgrade`, version);
    return gathered;
  };
  const executor: ExecutorOptions = {
    ...{ host, operations: ongoing, facts, reboot, followLog: options.followLog },
    putPackage: async (part) => (await upgrades()).put(part),
  };
  const serveCommands = (commands: Channel) => serveChannel(commands, executor);
  const open = (keyingMaterial: Buffer) => {
    const [near, far] = memoryChannel();
    void serveCoordinator(far, { store, pi, version, journal, serve: serveCommands }, keyingMaterial);
    return near;
  };
  let connected = false;
  const isConnected = () => connected;
  const onConnected = (is: boolean) => {
    connected = is;
  };

  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let announcing: Promise<void> | undefined;
  const onListening = (port: number) => {
    journal.info("listening", { port });
    options.onListening?.(port);
    const announcement = (): Announcement => ({ shortId: key.shortId, port, state: store.trust.kind });
    announcing = options
      .respond?.()
      .then((respond) => announce({ announcement, isConnected, interfaces, respond, clock, journal }, either));
  };
  try {
    await ongoing.resume();
    const { port, address, followServices } = options;
    const monotonic = () => clock.monotonic();
    const pin = () => (store.trust.kind === "pending" ? undefined : store.trust.pin);
    await serve(
      { key, pin, journal, open, followServices, port, address, monotonic, onListening, onConnected },
      either,
    );
  } finally {
    over.abort();
    await announcing;
  }
}

/** A card that cannot be written now is no reason not to serve. */
async function mendBootFiles(host: Host, journal: Journal): Promise<void> {
  try {
    for (const file of await recoverBootFiles(host)) {
      journal.warning("put back a boot file that a power cut tore", { file });
    }
  } catch (cause) {
    journal.error(AppError.from(cause).message);
  }
}

/** The beginning of the story: who this is, and whom it obeys. */
function introduce(
  { journal, version }: AgentOptions,
  { key, pi, store }: { key: AgentKey; pi: Pi; store: TrustStore },
): void {
  journal.info("agent started", { version, serial: pi.serial, model: pi.model });
  journal.info(key.isNew ? "made a key of its own" : "has its key", { fingerprint: key.hash });
  const { trust, rack } = store;
  if (trust.kind === "pending") {
    journal.warning(
      "no card introduces this Pi, so it obeys nobody: write a card with pictl card, or name the rack with " +
        "sudo pi-agent trust PIN RELEASE (the two words of pictl pin)",
    );
  } else if (trust.kind === "adopted") {
    journal.info(`belongs to the rack as ${trust.name}`, { pin: trust.pin });
  } else if (trust.secret || trust.byPerson) {
    journal.info("waits to be adopted", { rack, card: trust.cardId, pin: trust.pin });
  } else {
    journal.warning("its card is spent and this Pi was never adopted: write a new card with pictl card", {
      rack,
      card: trust.cardId,
    });
  }
}
