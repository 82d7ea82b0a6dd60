/** Turns unattended upgrades off: they hold apt's lock on the first boot, and restart containerd under running pods. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { isBooting, type UnitState, unitStates } from "../tools/units.ts";

const UNITS = ["apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service"] as const;
/** What the timers start; a killed dpkg leaves packages half installed, so it is waited for. */
const RUNS = ["apt-daily.service", "apt-daily-upgrade.service"] as const;
/** Milliseconds. */
const PATIENCE = 900_000;

export const unattendedUpgrades: Step = {
  name: "unattended-upgrades",
  comfort: true,
  async check({ host }) {
    const on = await switchedOn(host);
    return sentenceOf([on.length > 0 && `turn off ${list(on.map((unit) => unit.name))}`]);
  },
  async apply({ host, clock, signal, output }) {
    const on = await switchedOn(host);
    // Masked, not disabled: an update of their package would enable them again. No reload, which takes a second on a Pi: the
    // packages' own installation reloads soon enough; but a boot that is under way would start what it has loaded.
    const reload = (await isBooting(host)) ? [] : ["--no-reload"];
    const own = on.filter((unit) => unit.isOwn).map((unit) => unit.name);
    const others = on.filter((unit) => !unit.isOwn).map((unit) => unit.name);
    if (others.length > 0) await host.run(["systemctl", "mask", ...reload, ...others], { timeout: PATIENCE });
    // A mask has no place where a person's own unit lies.
    if (own.length > 0) await host.run(["systemctl", "disable", "--now", ...own], { timeout: PATIENCE });
    // Also those that have yet to start: stopping takes them out of systemd's queue.
    const begun = on.filter((unit) => unit.active || unit.queued).map((unit) => unit.name);
    if (begun.length > 0) await host.run(["systemctl", "stop", ...begun], { timeout: PATIENCE });
    const end = clock.monotonic() + PATIENCE;
    for (let said = false; ; said = true) {
      const running = (await unitStates(host, RUNS)).filter((unit) => unit.active || unit.queued);
      if (running.length === 0) return;
      const names = list(running.map((unit) => unit.name));
      if (clock.monotonic() > end) throw new AppError("timeout", `${names} did not end within 15 minutes`);
      if (!said) output(`waiting for ${names}, which holds the package lock`);
      await clock.sleep(1_000, signal);
    }
  },
};

/** `isOwn`: the unit's file is a person's. */
async function switchedOn(host: Host): Promise<readonly (UnitState & { readonly isOwn: boolean })[]> {
  const on: (UnitState & { readonly isOwn: boolean })[] = [];
  for (const unit of await unitStates(host, UNITS)) {
    // A mask is a link to /dev/null, and so reads as nothing.
    const text = await host.read(`/etc/systemd/system/${unit.name}`);
    const isOwn = text !== undefined && text !== "";
    const starts = isOwn ? unit.enabled : unit.exists && text !== "";
    if (starts || unit.active || unit.queued) on.push({ ...unit, isOwn });
  }
  return on;
}
