/** A Pi's clock has no battery: after power-on it shows 1970 or the date of the image. */
import { AppError } from "@rackberry/protocol";
import type { Clock } from "../../host/host.ts";
import type { Step } from "../tools/step.ts";

/** An earlier time is certainly wrong: this software did not exist then. */
const FLOOR = Date.UTC(2025, 0, 1);
/** Milliseconds that certificates and apt's Release files tolerate. */
const TOLERANCE = 60_000;
/** Milliseconds to wait for a time server when the coordinator does not know the time. */
const PATIENCE = 30_000;

/**
 * Sets the clock to a time server's where one answers, otherwise to the coordinator's. `coordinatorClockMs` is the
 * coordinator's clock when it sent the command, in milliseconds since 1970; 0 when unknown.
 * Throws `clock` when the time cannot be learned.
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
      // A clock that a time server keeps is more accurate than the coordinator's.
      const properties = await host.run(["timedatectl", "show", "--property=NTPSynchronized"], { okCodes: [0, 1] });
      if (now >= FLOOR && properties.includes("NTPSynchronized=yes")) return undefined;
      return `set the clock from ${iso(now)} to ${right === undefined ? "a time server's" : iso(right)}`;
    },
    async apply({ host, clock: time, signal }) {
      // Exit 1: no time service is installed, so the coordinator's clock is used.
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
            "connect the switch to the internet, or set the master's clock with: sudo date --set",
        );
      }
    },
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
