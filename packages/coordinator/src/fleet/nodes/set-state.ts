/** A node's state, as it changes in a session. */

import type { NodeState } from "../../domain/node.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Session } from "./connected.ts";

/** Stores the state; logs and notifies when the phase changes. */
export function setState(site: Site, session: Session, state: NodeState): void {
  const before = recordOf(site, session.name);
  site.store.setState(session.name, state, site.clock.now());
  if (before.phase === state.phase) return;
  site.log.info(`${session.name}: ${before.phase} → ${state.phase}`, { detail: recordOf(site, session.name).detail });
  site.changed.notify();
}
