/** What nearly everything needs: the store, the time, the journal, and the change signal. */
import { AppError } from "@rackberry/protocol";
import type { NodeRecord } from "../../domain/node.ts";
import type { Store } from "../../store/store.ts";
import type { ChangeSignal } from "./change-signal.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface Site {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Notified of every change that may affect what has to be done. */
  readonly changed: ChangeSignal;
}

/** Throws `invalid` for a name that no node has. */
export function recordOf({ store }: Pick<Site, "store">, name: string): NodeRecord {
  const record = store.nodes().find((node) => node.name === name);
  if (record) return record;
  throw new AppError("invalid", `there is no node called ${name}: see pictl status`);
}
