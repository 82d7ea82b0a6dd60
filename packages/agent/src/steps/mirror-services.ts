/** Installing and running the mirror's programs. */
import type { Host } from "../host/host.ts";
import { apt, install, packageStates } from "./dpkg.ts";
import { differing, type WantedFile, writeDiffering } from "./files.ts";
import { MIRROR_DIRECTORY, MIRROR_SETTINGS } from "./mirror-units.ts";
import type { StepContext } from "./step.ts";
import { unitStates } from "./units.ts";

/** Those of the two that the owner did not have before; `--off` takes them away again. */
const OURS = `${MIRROR_SETTINGS}/installed`;

export type MirrorPackage = "apt-cacher-ng" | "docker-registry";

export async function isInstalled(host: Host, name: MirrorPackage): Promise<boolean> {
  return (await packageStates(host, [name])).some((state) => state.installed);
}

/** Debian starts both at once, and lets anybody push to the second: ours alone shall run. */
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

/** The settings and units of one half. */
export async function writeSettings(host: Host, wanted: readonly WantedFile[]): Promise<void> {
  if ((await differing(host, wanted)).length === 0) return;
  await writeDiffering(host, wanted);
  await host.run(["systemctl", "daemon-reload"]);
}

/** Serves now, with the settings of this moment, and at every boot. */
export async function serve(host: Host, unit: string): Promise<void> {
  await host.run(["systemctl", "enable", unit]);
  await host.run(["systemctl", "restart", unit]);
}

export async function isServed(host: Host, unit: string): Promise<boolean> {
  const [state] = await unitStates(host, [unit]);
  return state?.active === true && state.enabled;
}

/** Which pull the half holds; empty before the first. */
export const generationOf = async (host: Host, half: "packages" | "images"): Promise<string> =>
  ((await host.read(markOf(half))) ?? "").trim();

export async function markGeneration(host: Host, half: "packages" | "images", generation: string): Promise<void> {
  await host.write(markOf(half), `${generation}\n`);
}

const markOf = (half: "packages" | "images") => `${MIRROR_DIRECTORY}/${half}.generation`;
