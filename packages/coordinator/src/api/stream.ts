/** Items as lines of JSON: {"item":…} each, then {"end":true} or {"failure":{…}}; blank lines show that it is alive. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { AppError } from "@rackberry/protocol";

/** Milliseconds between two signs of life, so that the reader notices a coordinator that lost power. */
const PULSE = 5_000;

/** The headers are sent with the first item, so that a failure before it has a status code. Waits for a slow reader. */
export async function stream(
  response: ServerResponse,
  items: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const begin = () => {
    if (response.headersSent) return;
    response.writeHead(200, {
      "content-type": "application/x-ndjson",
      "cache-control": "no-store",
      connection: "close",
    });
    response.flushHeaders();
  };
  const pulse = setInterval(() => {
    begin();
    if (!response.writableNeedDrain) response.write("\n");
  }, PULSE);
  try {
    for await (const item of items) {
      begin();
      if (!response.write(`${JSON.stringify({ item })}\n`)) await once(response, "drain", { signal });
    }
    begin();
    if (signal.aborted) response.destroy();
    else response.end('{"end":true}\n');
  } catch (cause) {
    if (!response.headersSent) throw cause;
    const { code, message } = AppError.from(cause);
    response.end(`${JSON.stringify({ failure: { code, message } })}\n`);
  } finally {
    clearInterval(pulse);
  }
}
