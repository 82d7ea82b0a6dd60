/** pi-agent: wires the real adapters to the agent. */
import { networkInterfaces } from "node:os";
import { dirname } from "node:path";
import { AppError } from "@rackberry/protocol";
import { type AgentOptions, runAgent } from "./agent.ts";
import { HELP, parseCommandLine, type RunArguments } from "./command-line.ts";
import type { ExecutorOptions } from "./executor/executor.ts";
import { asNobody } from "./executor/hardware.ts";
import type { Perform } from "./executor/operations.ts";
import { linuxHost, systemClock } from "./host/linux-host.ts";
import { agentKey } from "./identity/agent-key.ts";
import { trustByPerson } from "./identity/trust-store.ts";
import { journal } from "./journal.ts";
import type { StepsOperation } from "./operations/index.ts";
import type { FollowServices } from "./services/follow-services.ts";
import { finishedRole } from "./steps/tools/kubeadm-state.ts";
import { VERSION } from "./version.ts";

const host = linuxHost();
const log = journal((line) => process.stdout.write(line));

// Loaded when they are needed: most of the agent's code is of no use to an agent at rest.
const perform: Perform<StepsOperation> = async (...all) => {
  const { performSteps } = await import("./executor/perform.ts");
  return performSteps(host, systemClock)(...all);
};

const upgrades =
  (stateFolder: string): AgentOptions["upgrades"] =>
  async (life) => {
    const { upgrades, packageFolder } = await import("./seldom.ts");
    return upgrades({ ...life, host, clock: systemClock, folder: packageFolder(`${stateFolder}/upgrade`) });
  };

const followLog: ExecutorOptions["followLog"] = async (...all) => {
  const { followJournal } = await import("./executor/journalctl.ts");
  return followJournal("pi-agent", "pi-agent-upgrade")(...all);
};

let services: Promise<FollowServices> | undefined;
const followServices: FollowServices = async (...all) => {
  services ??= loadServices();
  return (await services)(...all);
};

async function loadServices(): Promise<FollowServices> {
  const { followServices, networkProbe } = await import("./services/index.ts");
  const inCluster = async () => (await finishedRole(host)) !== undefined;
  return followServices({ probe: networkProbe, host, clock: systemClock, journal: log, inCluster });
}

async function run({ announce, ...options }: RunArguments): Promise<void> {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  await runAgent(
    {
      ...options,
      version: VERSION,
      host,
      clock: systemClock,
      journal: log,
      interfaces: networkInterfaces,
      respond: announce ? async () => (await import("./discovery/mdns.ts")).mdnsResponder(log) : undefined,
      perform,
      upgrades: upgrades(options.stateFolder),
      followLog,
      followServices,
      look: asNobody(process.execPath, `${dirname(process.argv[1] ?? "")}/pi-agent-hardware.cjs`),
      onListening: () => void staySmall(),
    },
    stop.signal,
  );
  log.info("agent stopped");
}

/**
 * A smaller heap for slower JavaScript, of which there is little: 1.4 MB less at rest. On the command line the same flag
 * would make Node throw away its own compiled modules, and so take 12 ms of every start.
 */
async function staySmall(): Promise<void> {
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--optimize-for-size");
}

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  switch (options.kind) {
    case "run":
      return run(options);
    case "help":
      return void process.stdout.write(HELP);
    case "version":
      return void process.stdout.write(`pi-agent ${VERSION}\n`);
    case "fingerprint":
      return void process.stdout.write(`${(await agentKey(host, options.stateFolder)).hash}\n`);
    case "trust":
      await trustByPerson(host, options.stateFolder, options);
      return void process.stdout.write("trusted from the agent's next start on: sudo systemctl restart pi-agent\n");
    default:
      return options satisfies never;
  }
}

function fail(cause: unknown): void {
  log.error(AppError.from(cause).message);
  process.exit(1); // systemd starts it again.
}
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
main().then(() => process.exit(0), fail);
