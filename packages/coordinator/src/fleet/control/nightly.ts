/** Every night each node is asked what differs from rack.yaml. Nothing is changed, only reported. */

import { CLOCK_IS_SET } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import type { Working } from "../work/working.ts";
import type { Told } from "./notices.ts";
import { planOf } from "./plan.ts";

/** Half past three, local time: most people are asleep, and no change to or from summer time falls on it. */
const NIGHTLY = "30 3 * * *";
const MINUTE = 60_000;

/** Starts once the clock is set: after power-on a Pi's shows 1970, or its image's date, until a time server answers. */
export async function watchNights(site: Working & Told, signal: AbortSignal): Promise<void> {
  while (site.clock.now() < CLOCK_IS_SET) await site.clock.sleep(MINUTE, signal);
  const failed = (cause: unknown) => site.log.error(`nightly check: ${AppError.from(cause).message}`);
  site.calendar.at(NIGHTLY, () => look(site).catch(failed), signal);
}

async function look(site: Working & Told): Promise<void> {
  const { nodes } = await planOf(site);
  site.night = {
    at: site.clock.now(),
    nodes: nodes.map(({ name, changes, error }) => ({
      name,
      drifted: changes.filter(({ isNote }) => !isNote).map(({ step }) => step),
      ...(error === undefined ? {} : { error }),
    })),
  };
  const drifted = site.night.nodes.filter((node) => node.drifted.length > 0).length;
  const silent = site.night.nodes.filter((node) => node.error !== undefined).length;
  site.log.info("checked every node", { nodes: nodes.length, drifted, silent });
  site.changed.notify();
}
