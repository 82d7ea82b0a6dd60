/** The body of an upload, requested only when it is needed, with its own time limits. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@rackberry/protocol";

/** Milliseconds: of silence, and for the whole body over a slow wireless link. */
const SILENCE = 20_000;
const DEADLINE = 1_800_000;

/** Throws `disconnected` when the sender disconnects or is too slow. */
export async function* upload(request: IncomingMessage, response: ServerResponse): AsyncIterable<Uint8Array> {
  const late = setTimeout(() => request.destroy(), DEADLINE);
  request.setTimeout(SILENCE, () => request.destroy());
  if (request.headers.expect) response.writeContinue();
  try {
    for await (const chunk of request) yield chunk as Buffer;
  } catch (cause) {
    throw new AppError("disconnected", "the upload was interrupted", { cause });
  } finally {
    clearTimeout(late);
    request.setTimeout(0);
  }
}
