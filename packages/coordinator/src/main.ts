/** pi-coordinator: finds the rack's agents, decides what each needs next, and sends it the command. */
import { hostname } from "node:os";
import { AGENT_PORT, FAILED, lastWords, MISUSED, VERSION } from "@rackberry/protocol";
import { type Arguments, HELP, parseCommandLine } from "./command-line.ts";
import { runCoordinator } from "./coordinator.ts";
import { mdnsCandidates } from "./discovery/mdns.ts";
import { fixed, merge } from "./discovery/merge.ts";
import { placed } from "./discovery/placed.ts";
import { systemClock } from "./fleet/base/clock.ts";
import { journal } from "./fleet/base/log.ts";
import { isMissing } from "./fleet/nodes/missing.ts";
import { ownSerial } from "./identity.ts";

const log = journal((line) => process.stderr.write(line));

async function main(options: Arguments): Promise<void> {
  if (options.kind === "help") return void process.stdout.write(HELP);
  if (options.kind === "version") return void process.stdout.write(`pi-coordinator ${VERSION}\n`);
  const { configDirectory, stateDirectory, apiPort, agents } = options;
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  try {
    await runCoordinator(
      {
        configDirectory,
        stateDirectory,
        ownSerial: await ownSerial(),
        log,
        apiPort,
        onApiListening: (port) => log.info("API listens for pictl", { port }),
        candidates: (fleet, signal) =>
          merge(
            [
              // The agent on the same Pi, found even when the network is down, and those that the owner has listed.
              fixed(["127.0.0.1", ...agents].map((address) => `${address}:${AGENT_PORT}`)),
              placed(fleet, AGENT_PORT, signal),
              mdnsCandidates(
                {
                  ...{ clock: systemClock, log, name: hostname(), apiPort },
                  isMissing: () => isMissing(fleet),
                  known: () => fleet.sessions.size,
                },
                signal,
              ),
            ],
            signal,
          ),
      },
      stop.signal,
    );
  } catch (cause) {
    if (!stop.signal.aborted) throw cause;
  }
}

const end = (code: number) => (cause: unknown) => {
  const toJournal = (sentence: string) => log.error(`pi-coordinator cannot continue: ${sentence}`);
  lastWords(cause, { program: "pi-coordinator", toJournal });
  process.exitCode = code;
};

try {
  main(parseCommandLine(process.argv.slice(2))).catch(end(FAILED));
} catch (cause) {
  end(MISUSED)(cause);
}
