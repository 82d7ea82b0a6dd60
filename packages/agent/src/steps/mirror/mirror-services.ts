/** Installing and running the mirror's programs. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { apt, install, packageStates } from "../packages/dpkg.ts";
import { differing, type WantedFile, writeDiffering } from "../tools/files.ts";
import { isStale, markStale, unmarkStale } from "../tools/stale-units.ts";
import type { StepContext } from "../tools/step.ts";
import { BOOT_PATIENCE, unitStates } from "../tools/units.ts";
import { MIRROR_DIRECTORY, MIRROR_SETTINGS } from "./mirror-units.ts";

/** Those of the two that the owner did not have before; `--off` removes them again. */
const OURS = `${MIRROR_SETTINGS}/installed`;

export type MirrorPackage = "apt-cacher-ng" | "docker-registry";

export async function isInstalled(host: Host, name: MirrorPackage): Promise<boolean> {
  return (await packageStates(host, [name])).some((state) => state.installed);
}

/** Debian starts both at once and lets anybody push to the second: only ours may run. */
export async function installQuietly(context: StepContext, name: MirrorPackage): Promise<void> {
  const { host } = context;
  if (await isInstalled(host, name)) return;
  const ours = await installedByUs(host);
  await host.makeDirectory(MIRROR_SETTINGS);
  if (!ours.includes(name)) await host.write(OURS, `${[...ours, name].join("\n")}\n`);
  await host.run(["systemctl", "mask", `${name}.service`]);
  await apt(context, ["update"]);
  await install(context, [name]);
}

export async function installedByUs(host: Host): Promise<readonly string[]> {
  return ((await host.read(OURS)) ?? "").split("\n").filter((name) => name !== "");
}

/** The settings and units of one half; `unit` is the one that serves. */
export async function writeSettings(host: Host, wanted: readonly WantedFile[], unit: string): Promise<void> {
  if ((await differing(host, wanted)).length > 0) await markStale(host, unit);
  await writeDiffering(host, wanted);
  if (await isStale(host, unit)) await host.run(["systemctl", "daemon-reload"]);
}

/** Milliseconds until a program listens. */
const PATIENCE = 30_000;

/** (Re)starts the unit and waits until it listens. Returns its process id; throws with the unit's own last words. */
export async function start({ host, clock, signal }: StepContext, unit: string, port: number): Promise<string> {
  // While a boot is under way, the unit may have to wait for its turn.
  await host.run(["systemctl", "restart", unit], { timeout: BOOT_PATIENCE }).catch(async (cause) => {
    throw await silent(host, unit, cause);
  });
  const end = clock.monotonic() + PATIENCE;
  for (;;) {
    const pid = await listener(host, unit, port);
    if (pid) return pid;
    if (clock.monotonic() > end) throw await silent(host, unit);
    await clock.sleep(100, signal);
  }
}

/** Whether it serves now with the current settings, and will at every boot. */
export async function serve(context: StepContext, unit: string, port: number): Promise<void> {
  await context.host.run(["systemctl", "enable", unit]);
  await start(context, unit, port);
  await unmarkStale(context.host, unit);
}

/** Whether a filler is still running because the agent was killed while filling. */
export async function isFilling(host: Host, unit: string): Promise<boolean> {
  return (await unitStates(host, [unit]))[0]?.active === true;
}

/** With the settings of this moment. */
export async function isServed(host: Host, unit: string, port: number): Promise<boolean> {
  if (await isStale(host, unit)) return false;
  const [state] = await unitStates(host, [unit]);
  return state?.enabled === true && (await listener(host, unit, port)) !== undefined;
}

/** The unit's process id, if something in its network listens on the port: a unit that keeps restarting has none. */
async function listener(host: Host, unit: string, port: number): Promise<string | undefined> {
  const pid = (await host.run(["systemctl", "show", "--property=MainPID", "--value", unit])).trim();
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  const sockets = await Promise.all(["tcp", "tcp6"].map((table) => host.read(`/proc/${pid}/net/${table}`)));
  const local = port.toString(16).toUpperCase().padStart(4, "0");
  // 0A is TCP's LISTEN.
  return new RegExp(`: [0-9A-F]+:${local} [0-9A-F]+:0000 0A `).test(sockets.join("\n")) ? pid : undefined;
}

async function silent(host: Host, unit: string, cause?: unknown): Promise<AppError> {
  const words = (await host.run(["journalctl", `_SYSTEMD_UNIT=${unit}`, "--lines=5", "--output=cat"])).trim();
  const last = words.split("\n").at(-1) || `see journalctl --unit=${unit}`;
  return new AppError("command-failed", `${unit} does not serve: ${last}`, { detail: words, cause });
}

/** The generation that this half holds; empty before the first. */
export const generationOf = async (host: Host, half: "packages" | "images"): Promise<string> =>
  ((await host.read(markOf(half))) ?? "").trim();

export async function markGeneration(host: Host, half: "packages" | "images", generation: string): Promise<void> {
  await host.write(markOf(half), `${generation}\n`);
}

const markOf = (half: "packages" | "images") => `${MIRROR_DIRECTORY}/${half}.generation`;
