/** systemd's units, as `systemctl show` has them. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import type { StepContext } from "./step.ts";

export interface UnitState {
  readonly name: string;
  readonly exists: boolean;
  /** Starts by itself at boot or by its timer. */
  readonly enabled: boolean;
  /** Runs, starts or stops. */
  readonly active: boolean;
  /** systemd's own word on its file: "enabled", "generated", "static", … */
  readonly file: string;
  /** systemd has yet to start or stop it: during a boot an inactive unit may simply not have had its turn. */
  readonly queued: boolean;
}

/** Whether systemd is still booting: that takes a slow board minutes, and the agent starts long before its end. */
export async function isBooting(host: Host): Promise<boolean> {
  const state = await host.run(["systemctl", "show", "--property=SystemState", "--value"]);
  return ["initializing", "starting"].includes(state.trim());
}

/** Milliseconds until a boot may start a unit: an emulated Pi 3 took 247 s to reach cloud-init's last stage. */
export const BOOT_PATIENCE = 900_000;

/** Waits while the boot has yet to start the unit; the caller checks whether it did. */
export async function untilItsTurn({ host, clock, signal }: Omit<StepContext, "output">, unit: string): Promise<void> {
  const end = clock.monotonic() + BOOT_PATIENCE;
  while ((await unitStates(host, [unit]))[0]?.queued && clock.monotonic() < end) await clock.sleep(500, signal);
}

/** States in the order of the names; a name that systemd does not know has `exists: false`. */
export async function unitStates(host: Host, names: readonly string[]): Promise<readonly UnitState[]> {
  const properties = "--property=Id,LoadState,UnitFileState,ActiveState,Job";
  const blocks = (await host.run(["systemctl", "show", properties, ...names])).trim().split(/\n\n+/);
  if (blocks.length !== names.length)
    throw new AppError("command-failed", "systemctl show did not give one answer for each unit");
  return names.map((name, index) => {
    const block = blocks[index] ?? "";
    const property = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(block)?.[1] ?? "";
    return {
      name,
      exists: property("LoadState") === "loaded",
      enabled: ["enabled", "enabled-runtime"].includes(property("UnitFileState")),
      active: !["inactive", "failed", ""].includes(property("ActiveState")),
      file: property("UnitFileState"),
      queued: /^[1-9]/.test(property("Job")),
    };
  });
}
