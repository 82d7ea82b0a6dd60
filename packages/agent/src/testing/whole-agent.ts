/** Both processes of the agent in one, with the seam in memory: for tests, and for light nodes. */
import { type DoorProcess, runDoor } from "../door/run-door.ts";
import { type ExecutorProcess, startExecutor } from "../executor/run-executor.ts";
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
