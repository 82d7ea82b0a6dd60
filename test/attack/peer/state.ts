/** What a simulated agent claims, and how it ends an operation. */
import type { Session } from "./agent-server.ts";
import type { Envelope } from "./wire/envelope.ts";
import { type Field, message, text } from "./wire/protobuf.ts";

/** What an agent claims about itself, and remembers. */
export interface State {
  adopted: boolean;
  joined: boolean;
  initialised: boolean;
  addresses: readonly string[];
  /** host:port and CA of its own cluster. */
  readonly cluster: { readonly server: string; readonly ca: string; readonly caHash: string };
  /** The duration of a flood in seconds. */
  readonly seconds: number;
}

export const operationOf = ({ body }: Envelope) => text(body, 1);

/** A successful operation; `finished` is its result. */
export function finish(
  received: Envelope,
  session: Session,
  finished: readonly Field[] = [],
  more: readonly Field[] = [],
): void {
  session.send("result", received.id, [[1, operationOf(received)], [2, message(...finished)], ...more]);
}
