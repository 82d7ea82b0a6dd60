/** Both processes of the agent in one, with the seam in memory: for tests, and for light nodes. */
import { AppError } from "@rackberry/protocol";
import { type DoorProcess, runDoor } from "../door/run-door.ts";
import { type ExecutorProcess, startExecutor } from "../executor/run-executor.ts";
import { systemClock } from "../host/system-clock.ts";
import { journal } from "../journal.ts";
import { executorAt } from "../seam/ask-executor.ts";
import { memoryPipe } from "../seam/pipe.ts";

export type AgentOptions = Omit<ExecutorProcess & DoorProcess, "executor" | "nodeFacts">;

/** Runs until the signal; rejects when it cannot continue. */
export async function runAgent(options: AgentOptions, signal: AbortSignal): Promise<void> {
  const nodeFacts = () => Promise.reject(new Error("the services are looked at by the options' own"));
  const serve = await startExecutor({ ...options, nodeFacts }, signal);
  const connect = () => {
    const [near, far] = memoryPipe();
    void serve(far);
    return near;
  };
  await runDoor({ ...options, executor: executorAt(connect) }, signal);
}

/** What an agent on loopback needs whatever is tested; without interfaces, a journal and new agents. */
const ON_LOOPBACK = {
  ...{ version: "test", clock: systemClock, journal: journal(() => {}), port: 0, address: "127.0.0.1" },
  ...{ stateFolder: "/var/lib/pi-agent", runFolder: "/run/pi-agent", bootFolders: ["/boot/firmware"] },
  interfaces: () => ({}),
  upgrades: async () => {
    throw new AppError("unimplemented", "there is no new agent here");
  },
  followLog: async () => {},
} as const;

type Needed = Pick<AgentOptions, "host" | "perform" | "followServices">;

/** Resolves once it listens; `stop` ends it, and waits for that. */
export async function startAgentOnLoopback(
  options: Needed & Omit<Partial<AgentOptions>, "onListening">,
): Promise<{ readonly port: number; readonly signal: AbortSignal; stop(): Promise<void> }> {
  const over = new AbortController();
  const listening = Promise.withResolvers<number>();
  const all = { ...ON_LOOPBACK, ...options, onListening: listening.resolve };
  const running = runAgent(all, over.signal);
  running.catch(listening.reject);
  const stop = async () => {
    over.abort();
    await running;
  };
  return { port: await listening.promise, signal: over.signal, stop };
}
