/** The body of an upload: sent only when the coordinator asks for it. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";

/** Answers the response, and whether the file was asked for. */
export async function upload(
  outgoing: ClientRequest,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly response: IncomingMessage; readonly isSent: boolean }> {
  let isSent = false;
  const answered = once(outgoing, "response", { signal }) as Promise<[IncomingMessage]>;
  outgoing.once("continue", () => {
    isSent = true;
    // What breaks here breaks the request too, and is told there.
    pipeline(createReadStream(path), outgoing).catch(() => {});
  });
  outgoing.flushHeaders();
  const [response] = await answered;
  // Nobody wants the content of what was answered without it.
  response.once("close", () => outgoing.destroy());
  return { response, isSent };
}
