/** Reads the API's streams: from lines of JSON to items. */
import type { IncomingMessage } from "node:http";
import { AppError, type Code } from "@rackberry/protocol";

/** Milliseconds without data before the stream counts as lost (the coordinator sends something every 5 s). */
const SILENCE = 20_000;
/** Most characters of one line: the status of a rack with hundreds of nodes is a tenth of it. */
const LONGEST = 16 * 1024 * 1024;

type Line<T> = { readonly item?: T; readonly end?: true; readonly failure?: { code: Code; message: string } };

/** Ends at {"end":true}; throws what {"failure":…} says, or `disconnected` when the stream breaks off or falls silent. */
export async function* readStream<T>(
  response: IncomingMessage,
  signal: AbortSignal,
  { silence = SILENCE } = {},
): AsyncIterable<T> {
  // With an error: a stream that is destroyed without one does not wake its reader.
  response.setTimeout(silence, () => response.destroy(silent(silence)));
  try {
    for await (const text of linesOf(response)) {
      if (text === "") continue;
      const line = JSON.parse(text) as Line<T>;
      if (line.failure) throw new AppError(line.failure.code, line.failure.message);
      if (line.end) return;
      // A slow consumer does not mean that the coordinator is silent.
      response.setTimeout(0);
      yield line.item as T;
      response.setTimeout(silence);
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

async function* linesOf(response: IncomingMessage): AsyncIterable<string> {
  response.setEncoding("utf8");
  let rest = "";
  for await (const chunk of response) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > LONGEST) throw new AppError("invalid", "the coordinator sends a line without end");
  }
}

const broken = (cause?: unknown) =>
  new AppError("disconnected", "the coordinator closed the connection: is the master restarting?", { cause });

const silent = (milliseconds: number) =>
  new AppError(
    "disconnected",
    `the coordinator has sent nothing for ${milliseconds / 1000} s: has the master lost power or its network?`,
  );
