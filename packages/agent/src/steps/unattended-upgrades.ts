/** No upgrades behind the cluster's back: they hold apt's lock at first boot and restart containerd under the pods. */
import { AppError } from "@rackberry/protocol";
import { list, sentenceOf } from "./sentence.ts";
import type { Step } from "./step.ts";
import { unitStates } from "./units.ts";

const UNITS = ["apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service"] as const;
/** What the timers start; a dpkg that is killed in mid-work leaves a mess, so it is waited for. */
const RUNS = ["apt-daily.service", "apt-daily-upgrade.service"] as const;
/** Milliseconds. */
const PATIENCE = 900_000;

export const unattendedUpgrades: Step = {
  name: "unattended-upgrades",
  async check({ host }) {
    const on = (await unitStates(host, UNITS)).filter((unit) => unit.exists && (unit.enabled || unit.active));
    return sentenceOf([on.length > 0 && `turn off ${list(on.map((unit) => unit.name))}`]);
  },
  async apply({ host, clock, signal, output }) {
    const present = (await unitStates(host, UNITS)).filter((unit) => unit.exists);
    await host.run(["systemctl", "disable", "--now", ...present.map((unit) => unit.name)], { timeout: PATIENCE });
    const end = clock.monotonic() + PATIENCE;
    for (let said = false; ; said = true) {
      const running = (await unitStates(host, RUNS)).filter((unit) => unit.active);
      if (running.length === 0) return;
      const names = list(running.map((unit) => unit.name));
      if (clock.monotonic() > end) throw new AppError("timeout", `${names} did not end within 15 minutes`);
      if (!said) output(`waiting for ${names}, which holds the package lock`);
      await clock.sleep(1_000, signal);
    }
  },
};
