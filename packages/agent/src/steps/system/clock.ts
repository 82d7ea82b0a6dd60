/** A Pi has no battery: after power-on its clock says 1970 or the day of its image. */
import { AppError } from "@rackberry/protocol";
import type { Clock } from "../../host/host.ts";
import type { Step } from "../tools/step.ts";

/** A correct clock cannot be earlier: this software did not exist then. */
const FLOOR = Date.UTC(2025, 0, 1);
/** Certificates and apt's Release files tolerate this difference, in milliseconds. */
const TOLERANCE = 60_000;
/** How long a time server gets when nobody else knows the time, in milliseconds. */
const PATIENCE = 30_000;

/**
 * The clock agrees with the coordinator's, or with a time server's where one answers. `coordinatorClockMs` is what the
 * coordinator's clock said when it sent the command, milliseconds since 1970; 0 when unknown.
 * Throws `clock` when nobody knows the time.
 */
export function clock(coordinatorClockMs: number): Step {
  let received: number | undefined;
  /** The coordinator's clock now; undefined when it does not know the time either. */
  const reference = (time: Clock): number | undefined => {
    received ??= time.monotonic();
    return coordinatorClockMs < FLOOR ? undefined : coordinatorClockMs + time.monotonic() - received;
  };
  return {
    name: "clock",
    async check({ host, clock: time }) {
      const right = reference(time);
      const now = time.now();
      if (right === undefined && now >= FLOOR) return undefined;
      if (right !== undefined && Math.abs(now - right) <= TOLERANCE) return undefined;
      // A clock synchronised with a time server is better than the coordinator's.
      const properties = await host.run(["timedatectl", "show", "--property=NTPSynchronized"], { okCodes: [0, 1] });
      if (now >= FLOOR && properties.includes("NTPSynchronized=yes")) return undefined;
      return `set the clock, which says ${iso(now)}, to ${right === undefined ? "a time server's time" : iso(right)}`;
    },
    async apply({ host, clock: time, signal }) {
      // Exit 1: no time service is installed. Then the coordinator's clock has to do.
      await host.run(["timedatectl", "set-ntp", "true"], { okCodes: [0, 1] });
      const right = reference(time);
      if (right !== undefined) {
        await host.run(["date", "--utc", `--set=@${Math.round((reference(time) ?? right) / 1000)}`]);
        return;
      }
      const end = time.monotonic() + PATIENCE;
      while (time.now() < FLOOR && time.monotonic() < end) await time.sleep(1_000, signal);
      if (time.now() < FLOOR) {
        throw new AppError(
          "clock",
          `the clock says ${iso(time.now())}, the coordinator's is no better, and no time server answered: ` +
            "connect the switch to the internet, or set the master's clock with date --set",
        );
      }
    },
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
