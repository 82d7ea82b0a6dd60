/** What an agent by hand claims, and how it ends an operation. */
import type { Session } from "./agent-server.ts";
import type { Envelope } from "./wire/envelope.ts";
import { type Field, message, text } from "./wire/protobuf.ts";

/** What an agent claims of itself, and remembers. */
export interface State {
  adopted: boolean;
  joined: boolean;
  initialised: boolean;
  addresses: readonly string[];
  /** host:port and CA of a cluster of its own. */
  readonly cluster: { readonly server: string; readonly ca: string; readonly caHash: string };
  /** Seconds that a flood lasts. */
  readonly seconds: number;
}

export const operationOf = ({ body }: Envelope) => text(body, 1);

/** An operation that ended well; `finished` is what it brought. */
export function finish(
  received: Envelope,
  session: Session,
  finished: readonly Field[] = [],
  more: readonly Field[] = [],
): void {
  session.send("result", received.id, [[1, operationOf(received)], [2, message(...finished)], ...more]);
}
