/** The body of an upload, asked for when it is wanted, with deadlines of its own. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@rackberry/protocol";

/** Milliseconds: of silence, and for all of it over a slow radio link. */
const SILENCE = 20_000;
const DEADLINE = 1_800_000;

/** Throws `disconnected` when the sender goes away or is too slow. */
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
