/** `pictl logs`: an agent's journal over its connection. */
import { AppError, inbox } from "@rackberry/protocol";
import type { Session } from "./fleet.ts";

/** Lines that a slow reader may be behind. */
const BUFFER = 10_000;

export async function* journalOf(
  { connection }: Pick<Session, "connection">,
  { follow, lines }: { readonly follow: boolean; readonly lines: number },
  signal: AbortSignal,
): AsyncIterable<string> {
  const received = inbox<string>(BUFFER);
  const command = { kind: "followLog", value: { follow, lines: Math.min(Math.max(lines, 0), 5_000) } } as const;
  const request = connection.request(command, "done", {
    signal,
    onFrame: (frame) => {
      if (frame.kind === "logLines") for (const line of frame.value.lines ?? []) received.push(line);
    },
  });
  request.then(
    () => received.end(),
    (error) => received.end(signal.aborted ? undefined : AppError.from(error)),
  );
  yield* received;
}
