/** Ends a turn that takes too long: a node that freezes, or comes and goes, shall not keep a new agent from the others. */
import { AppError } from "@rackberry/protocol";
import { LONGEST_TURN, turnOf } from "../domain/rollout.ts";
import { type Fleet, recordOf } from "./fleet.ts";
import { agentViews, halt, offerOf } from "./rollout.ts";

const EVERY = 1_000;

/** Runs until the signal aborts. */
export async function watchTurn(fleet: Fleet, signal: AbortSignal): Promise<void> {
  const { clock, changed } = fleet;
  let turn: { readonly id: string; readonly name: string; readonly since: number } | undefined;
  while (!signal.aborted) {
    const offer = offerOf(fleet);
    const name = offer && turnOf(offer, agentViews(fleet));
    if (!name) turn = undefined;
    else if (turn?.name !== name || turn.id !== offer.rollout.id) {
      turn = { id: offer.rollout.id, name, since: clock.monotonic() };
      // That somebody was passed over rings nowhere else.
      changed.ring();
    } else if (clock.monotonic() - turn.since > LONGEST_TURN) endTurn(fleet, name, offer.rollout.version);
    await clock.sleep(EVERY, signal);
  }
}

function endTurn(fleet: Fleet, name: string, version: string): void {
  const { store, sessions } = fleet;
  const why = `its turn has taken ${LONGEST_TURN / 60_000} minutes, and it is not ${version} yet`;
  halt(fleet, { name }, new AppError("timeout", `${why}: pictl logs ${name} shows what it is at`));
  // How it ends is seen from the version that it says when it connects.
  if (recordOf(fleet, name).operation?.kind === "upgrade") store.update(name, { operation: undefined });
  sessions.get(name)?.link.terminate();
}
