/** `pictl adopt`: the owner admits a Pi, or has a failed node tried again at once. */

import { AppError } from "@rackberry/protocol";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";
import { tryNow } from "../work/try-now.ts";

/** Throws `invalid` when no Pi matches, `refused` when the one that matches cannot be adopted this way. */
export function adoptByPerson(
  site: Site & Wanted & Versions,
  nameOrSerial: string,
  fingerprint: string | undefined,
): void {
  const { store, rack, changed } = site;
  const serial = rack.config.nodes.find((node) => node.name === nameOrSerial)?.serial ?? nameOrSerial;
  const strangers = store.strangers().filter((one) => one.serial === serial || one.fingerprint === nameOrSerial);
  const stranger = strangers.find((one) => one.fingerprint === fingerprint) ?? strangers[0];
  if (!stranger) {
    const node = store.nodes().find((one) => one.name === nameOrSerial || one.serial === nameOrSerial);
    if (!node) throw new AppError("invalid", `there is no Pi called ${nameOrSerial} to adopt: see pictl status`);
    tryNow(site, node.name);
    return;
  }
  if (!stranger.pending) throw new AppError("refused", `${stranger.serial}: ${stranger.reason}`);
  if (fingerprint === undefined && (!stranger.card || strangers.length > 1)) {
    const say = `pictl adopt ${nameOrSerial} --fingerprint ${stranger.fingerprint}`;
    throw new AppError(
      "refused",
      `its card is not enough: compare its fingerprint with what sudo pi-agent fingerprint prints on the Pi itself, then ${say}`,
    );
  }
  if (fingerprint !== undefined && fingerprint !== stranger.fingerprint) {
    throw new AppError("refused", `its fingerprint is ${stranger.fingerprint}, not ${fingerprint}: do not adopt it`);
  }
  store.approve(stranger, fingerprint === undefined ? "said" : "compared");
  changed.notify();
}
