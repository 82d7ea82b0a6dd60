/** A node's state, as it changes in a session. */
import type { NodeState } from "../domain/node.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";

/** Writes it down, and tells the journal and everybody who waits for a change. */
export function setState(fleet: Fleet, session: Session, state: NodeState): void {
  const before = recordOf(fleet, session.name);
  fleet.store.setState(session.name, state, fleet.clock.now());
  if (before.phase === state.phase) return;
  fleet.log.info(`${session.name}: ${before.phase} → ${state.phase}`, { detail: recordOf(fleet, session.name).detail });
  fleet.changed.ring();
}
