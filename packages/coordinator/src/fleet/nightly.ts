/** Every night each node is asked what is not as rack.yaml wants it. Nothing is changed: a person is told. */
import { CLOCK_IS_SET } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Fleet } from "./fleet.ts";
import { planOf } from "./plan.ts";

/** Half past three, local time: most people sleep, and no clock is put forward or back. */
const NIGHTLY = "30 3 * * *";
const MINUTE = 60_000;

/** Begins when the clock is right: after power-on a Pi's says 1970, or the day of its image, until a time server is heard. */
export async function watchNights(fleet: Fleet, signal: AbortSignal): Promise<void> {
  while (fleet.clock.now() < CLOCK_IS_SET) await fleet.clock.sleep(MINUTE, signal);
  const failed = (cause: unknown) => fleet.log.error(`nightly look: ${AppError.from(cause).message}`);
  fleet.calendar.at(NIGHTLY, () => look(fleet).catch(failed), signal);
}

async function look(fleet: Fleet): Promise<void> {
  const { nodes } = await planOf(fleet);
  fleet.night = {
    at: fleet.clock.now(),
    nodes: nodes.map(({ name, changes, error }) => ({
      name,
      drifted: changes.filter(({ isNote }) => !isNote).map(({ step }) => step),
      ...(error === undefined ? {} : { error }),
    })),
  };
  const drifted = fleet.night.nodes.filter((node) => node.drifted.length > 0).length;
  const silent = fleet.night.nodes.filter((node) => node.error !== undefined).length;
  fleet.log.info("looked at every node", { nodes: nodes.length, drifted, silent });
  fleet.changed.ring();
}
