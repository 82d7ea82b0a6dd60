/** How long to wait for the coordinator, and what the user reads during and after the wait. */
import { AppError } from "@rackberry/protocol";
import { type Endpoint, showEndpoint } from "./endpoint.ts";

/** Milliseconds in which the whole answer must have arrived: the coordinator's own time limits, and some more. */
export const PATIENCE = { soon: 30_000, plan: 300_000, reset: 960_000 } as const;
export type Patience = keyof typeof PATIENCE;

const WAITING: { readonly [K in Patience]: string } = {
  soon: "has not answered yet",
  plan: "is asking every node, which may take a few minutes",
  reset: "is resetting the node, which may take a few minutes, and longer for a whole cluster",
};
/** Milliseconds after which the user is informed what pictl is waiting for. */
const UNEXPLAINED = 10_000;

interface Waiting {
  readonly endpoint: Endpoint;
  readonly signal: AbortSignal;
  readonly note?: (line: string) => void;
  readonly patience?: number;
}

/** Gives `work` options whose signal also aborts at the time limit. Throws `disconnected` then. */
export async function inTime<O extends Waiting, T>(
  options: O,
  kind: Patience,
  work: (options: O) => Promise<T>,
): Promise<T> {
  const { endpoint, note, signal, patience = PATIENCE[kind] } = options;
  const end = new AbortController();
  const timers = [
    setTimeout(() => end.abort(), patience),
    setTimeout(() => note?.(`waiting: the coordinator at ${showEndpoint(endpoint)} ${WAITING[kind]}`), UNEXPLAINED),
  ];
  try {
    return await work({ ...options, signal: AbortSignal.any([signal, end.signal]) });
  } catch (cause) {
    signal.throwIfAborted();
    throw end.signal.aborted ? late(endpoint, patience) : cause;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** The same code as for a lost connection, so that a watch continues and looks for the coordinator again. */
export function late(endpoint: Endpoint, milliseconds: number): AppError {
  const place = `the coordinator at ${showEndpoint(endpoint)} accepted the request`;
  const cure = "is the master very busy, or has it lost power? Try again in a moment";
  return new AppError("disconnected", `${place} but did not answer within ${milliseconds / 1000} s: ${cure}`);
}
