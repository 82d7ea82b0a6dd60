/** How long the coordinator is waited for, and what is said meanwhile and afterwards. */
import { AppError } from "@rackberry/protocol";
import { type Endpoint, showEndpoint } from "./endpoint.ts";

/** Milliseconds in which an answer must be here, all of it: what the coordinator itself may take, and some more. */
export const PATIENCE = { soon: 30_000, plan: 300_000, reset: 960_000 } as const;
export type Patience = keyof typeof PATIENCE;

const WAITING: { readonly [K in Patience]: string } = {
  soon: "has not answered yet",
  plan: "is asking every node, which may take a few minutes",
  reset: "is resetting the node, which may take a few minutes, and longer for a whole cluster",
};
/** Milliseconds after which the person is told what is waited for. */
const UNEXPLAINED = 10_000;

interface Waiting {
  readonly endpoint: Endpoint;
  readonly signal: AbortSignal;
  readonly note?: (line: string) => void;
  readonly patience?: number;
}

/** Gives `work` options whose signal also ends it when it is too late. Throws `disconnected` then. */
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

/** As of one who went away: to watch goes on, and looks for it again. */
export function late(endpoint: Endpoint, milliseconds: number): AppError {
  const place = `the coordinator at ${showEndpoint(endpoint)} accepted the request`;
  const cure = "is the master very busy, or has it lost power? Try again in a moment";
  return new AppError("disconnected", `${place} but did not answer within ${milliseconds / 1000} s: ${cure}`);
}
