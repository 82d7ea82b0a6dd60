/** pi-coordinator: finds the rack's agents, decides what each needs next, and tells it. */
import { hostname } from "node:os";
import { parseArgs } from "node:util";
import { AGENT_PORT, API_PORT, AppError } from "@rackberry/protocol";
import { runCoordinator } from "./coordinator.ts";
import { mdnsCandidates } from "./discovery/mdns.ts";
import { fixed, merge } from "./discovery/merge.ts";
import { systemClock } from "./fleet/clock.ts";
import { journal } from "./fleet/log.ts";
import { isMissing } from "./fleet/missing.ts";
import { ownSerial } from "./identity.ts";

const HELP = `pi-coordinator: makes a Kubernetes cluster of the Pis that start from this rack's cards

  --config DIR   rack.yaml, coordinator.key, rack.secret   (/etc/pi-coordinator)
  --state DIR    what it learns: rack.db, kube.json         (/var/lib/pi-coordinator)
  --help
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: "string", default: "/etc/pi-coordinator" },
      state: { type: "string", default: "/var/lib/pi-coordinator" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const log = journal((line) => process.stderr.write(line));
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  try {
    await runCoordinator(
      {
        configDirectory: values.config,
        stateDirectory: values.state,
        ownSerial: await ownSerial(),
        log,
        apiPort: API_PORT,
        onApiListening: (port) => log.info("API listens for pictl", { port }),
        candidates: (fleet, signal) =>
          merge(
            [
              // The agent beside it, which a network that is down cannot hide.
              fixed([`127.0.0.1:${AGENT_PORT}`]),
              mdnsCandidates({ clock: systemClock, log, isMissing: () => isMissing(fleet), name: hostname() }, signal),
            ],
            signal,
          ),
      },
      stop.signal,
    );
  } catch (cause) {
    if (stop.signal.aborted) return;
    log.error(`pi-coordinator cannot go on: ${AppError.from(cause).message}`);
    process.exitCode = 1;
  }
}

void main();
