/** The other end of the API's streams: lines of JSON to items. */
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { AppError, type Code } from "@rackberry/protocol";

/** Milliseconds without a sign of life (the coordinator gives one every 5 s). */
const SILENCE = 20_000;

type Line<T> = { readonly item?: T; readonly end?: true; readonly failure?: { code: Code; message: string } };

/** Ends at {"end":true}; throws what {"failure":…} says, or `disconnected` when the stream breaks off or falls silent. */
export async function* readStream<T>(response: IncomingMessage, signal: AbortSignal): AsyncIterable<T> {
  response.setTimeout(SILENCE, () => response.destroy());
  const lines = createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const text of lines) {
      if (text === "") continue;
      const line = JSON.parse(text) as Line<T>;
      if (line.failure) throw new AppError(line.failure.code, line.failure.message);
      if (line.end) return;
      yield line.item as T;
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    throw broken(cause);
  } finally {
    response.destroy();
  }
  signal.throwIfAborted();
  throw broken();
}

const broken = (cause?: unknown) =>
  new AppError("disconnected", "the coordinator went away: is the master restarting?", { cause });
