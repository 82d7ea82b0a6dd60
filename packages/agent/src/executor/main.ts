/** pi-agent-executor: wires the real adapters to the executor, and runs the commands of a user at the Pi. */
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname } from "node:path";
import { AppError, VERSION } from "@rackberry/protocol";
import { type Arguments, HELP, parseCommandLine, type RunArguments } from "../command-line.ts";
import { linuxHost } from "../host/linux-host.ts";
import { systemClock } from "../host/system-clock.ts";
import { agentKey } from "../identity/agent-key.ts";
import { trustByPerson } from "../identity/trust-store.ts";
import { journal } from "../journal.ts";
import type { StepsOperation } from "../operations/index.ts";
import { runProgram } from "../run-program.ts";
import { streamPipe } from "../seam/pipe.ts";
import type { ExecutorOptions } from "./executor.ts";
import { asNobody } from "./hardware.ts";
import type { Perform } from "./operations.ts";
import { RESTS_AFTER } from "./rest.ts";
import { type ExecutorProcess, startExecutor } from "./run-executor.ts";

const host = linuxHost();
const log = journal((line) => process.stdout.write(line));

// Loaded when needed: facts need little of this code.
const perform: Perform<StepsOperation> = async (...all) => {
  const { performSteps } = await import("./perform.ts");
  return performSteps(host, systemClock)(...all);
};
const upgrades =
  (stateFolder: string): ExecutorProcess["upgrades"] =>
  async (life) => {
    const { upgrades, packageFolder } = await import("../seldom.ts");
    return upgrades({ ...life, host, clock: systemClock, folder: packageFolder(`${stateFolder}/upgrade`) });
  };
const followLog: ExecutorOptions["followLog"] = async (...all) => {
  const { followJournal } = await import("./journalctl.ts");
  return followJournal("pi-agent", "pi-agent-upgrade")(...all);
};
const nodeFacts = async () => (await import("../seldom.ts")).readNodeFacts(host, systemClock);

/** The first socket that systemd hands to a service (sd_listen_fds(3)). */
const LISTENING = 3;

async function run(options: RunArguments): Promise<void> {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const serve = await startExecutor(
    {
      ...options,
      ...{ version: VERSION, host, clock: systemClock, journal: log, interfaces: networkInterfaces },
      ...{ perform, upgrades: upgrades(options.stateFolder), followLog, nodeFacts },
      look: asNobody(process.execPath, `${dirname(process.argv[1] ?? "")}/pi-agent-hardware.cjs`),
      restsAfter: RESTS_AFTER,
      onRest: () => stop.abort(),
    },
    stop.signal,
  );
  const server = createServer((socket) => void serve(streamPipe(socket)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ fd: LISTENING });
    stop.signal.addEventListener("abort", () => resolve(), { once: true });
    if (stop.signal.aborted) resolve();
  });
}

/** Throws on wrong usage. */
function ownArguments(): Arguments {
  const options = parseCommandLine(process.argv.slice(2));
  if (options.kind === "run" && process.env.LISTEN_FDS !== "1")
    throw new AppError("refused", "systemd starts it: see systemctl status pi-agent, and pi-agent --help");
  return options;
}

async function main(options: Arguments): Promise<void> {
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
      return void process.stdout.write("trusted once the agent restarts: sudo systemctl restart pi-agent\n");
    default:
      return options satisfies never;
  }
}

runProgram(log, ownArguments, main);
