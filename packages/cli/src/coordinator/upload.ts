/** The body of an upload: sent only when the coordinator asks for it. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";

/** Returns the response, and whether the file was asked for. */
export async function upload(
  outgoing: ClientRequest,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly response: IncomingMessage; readonly isSent: boolean }> {
  let isSent = false;
  const answered = once(outgoing, "response", { signal }) as Promise<[IncomingMessage]>;
  outgoing.once("continue", () => {
    isSent = true;
    // An error here also fails the request, which reports it.
    pipeline(createReadStream(path), outgoing).catch(() => {});
  });
  outgoing.flushHeaders();
  const [response] = await answered;
  // If the answer came without the upload, the content is not needed.
  response.once("close", () => outgoing.destroy());
  return { response, isSent };
}
