/** pi-agent: wires the real adapters to the door. Nothing of what it loads can change the host. */
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { AppError } from "@rackberry/protocol";
import { parseCommandLine, type RunArguments } from "./command-line.ts";
import { runDoor } from "./door/run-door.ts";
import { systemClock } from "./host/system-clock.ts";
import { journal } from "./journal.ts";
import { runProgram } from "./run-program.ts";
import { type Executor, executorAt } from "./seam/ask-executor.ts";
import { streamPipe } from "./seam/pipe.ts";
import type { FollowServices } from "./services/follow-services.ts";

/** kubeadm's, as long as this Pi is in a cluster; its content is root's. */
const KUBELET_CONF = "/etc/kubernetes/kubelet.conf";

const log = journal((line) => process.stdout.write(line));

/** Loaded by a node that is in the cluster. */
function followedWith(executor: Executor): FollowServices {
  let services: Promise<FollowServices> | undefined;
  const load = async () => {
    const { followServices, networkProbe } = await import("./services/index.ts");
    const inCluster = async () => existsSync(KUBELET_CONF);
    const nodeFacts = () => executor.ask("node-facts");
    return followServices({ probe: networkProbe, nodeFacts, clock: systemClock, journal: log, inCluster });
  };
  return async (...all) => {
    services ??= load();
    return (await services)(...all);
  };
}

/** Throws on wrong usage. */
function ownArguments(): RunArguments {
  const options = parseCommandLine(process.argv.slice(2));
  if (options.kind === "run") return options;
  throw new AppError("refused", "systemd starts this program; pi-agent --help lists what you can run yourself");
}

async function main(options: RunArguments): Promise<void> {
  const executor = executorAt(() => streamPipe(connect(options.executor)));
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  await runDoor(
    {
      ...{ executor, clock: systemClock, journal: log, port: options.port, interfaces: networkInterfaces },
      respond: options.announce ? async () => (await import("./discovery/mdns.ts")).mdnsResponder(log) : undefined,
      followServices: followedWith(executor),
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

runProgram(log, ownArguments, main);
