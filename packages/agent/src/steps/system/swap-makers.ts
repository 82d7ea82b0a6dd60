/** What turns swap on: units, as systemd reports them, and what a person wrote where systemd does not look. */
import type { Host } from "../../host/host.ts";
import { readFile } from "../tools/files.ts";
import { type UnitState, unitStates } from "../tools/units.ts";

/** Where units are; a file hides those of the same name further down. Generators write theirs at each boot. */
const OWN = "/etc/systemd/system";
const GENERATED = ["/run/systemd/generator", "/run/systemd/generator.late"];
const FOLDERS = [OWN, ...GENERATED, ...["/usr/local/lib", "/usr/lib", "/lib"].map((root) => `${root}/systemd/system`)];

/** Services of packages that make swap, in a file or in compressed memory, and of widely copied scripts. */
const KNOWN = [
  ...["dphys-swapfile", "swapspace", "systemd-swap", "zram", "zram-config", "zram-swap", "zram-swap-config", "zramd"],
  ...["armbian-zram-config", "zramswap"],
].map((name) => `${name}.service`);

const MAKES_SWAP = /\b(?:swapon|mkswap)\b/;

/** Where else programs are started at each boot. */
const AT_BOOT = ["/etc/rc.local", "/etc/crontab"];
/** Folders whose files all are, whatever their names. */
const FOLDERS_AT_BOOT = ["/etc/cron.d", "/var/spool/cron/crontabs", "/etc/udev/rules.d", "/etc/init.d"];

export interface SwapMaker {
  readonly name: string;
  /** A unit of a generator cannot be disabled, only hidden. */
  readonly verb: "disable" | "mask";
}

/**
 * Units that turn swap on at each boot, except fstab's. `unexplained`: swap is on and neither fstab nor a known unit
 * explains it; then services are searched for what they run. `generators`: whether systemd's own count as units.
 */
export async function swapMakers(
  host: Host,
  { unexplained, generators }: { readonly unexplained: boolean; readonly generators: boolean },
): Promise<readonly SwapMaker[]> {
  const found = await unitFiles(host);
  const suspects = unexplained ? await makingSwap(host, found) : [];
  const isCandidate = (name: string) => name.endsWith(".swap") || KNOWN.includes(name) || suspects.includes(name);
  const names = [...found.keys()].filter(isCandidate);
  if (names.length === 0) return [];
  const makers: SwapMaker[] = [];
  for (const state of await unitStates(host, names)) {
    const path = found.get(state.name) ?? "";
    const verb = verbFor(state, path);
    if (verb === "mask" && !generators && GENERATED.some((folder) => path.startsWith(`${folder}/`))) continue;
    if (verb && !(await isOfFstab(host, path))) makers.push({ name: state.name, verb });
  }
  return makers;
}

/** Files other than systemd's units that turn swap on at boot. */
export async function swapScripts(host: Host): Promise<readonly string[]> {
  const paths = [...AT_BOOT];
  for (const folder of FOLDERS_AT_BOOT) {
    for (const name of (await host.list(folder)) ?? []) paths.push(`${folder}/${name}`);
  }
  const found: string[] = [];
  for (const path of paths) {
    if (/^[^#\n]*\b(?:swapon|mkswap|zram)/m.test((await readFile(host, path)) ?? "")) found.push(path);
  }
  return found;
}

function verbFor({ exists, enabled, active, queued, file }: UnitState, path: string): SwapMaker["verb"] | undefined {
  if (!exists) return undefined;
  if (enabled) return "disable";
  const runs = active || queued || file === "generated";
  return runs && !path.startsWith(`${OWN}/`) ? "mask" : undefined;
}

/** Names of swap units and services, with the file that counts. */
async function unitFiles(host: Host): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of (await host.list(folder)) ?? []) {
      if (/\.swap$|\.service$/.test(name) && !found.has(name)) found.set(name, `${folder}/${name}`);
    }
  }
  // A template is judged by its instances.
  for (const folder of ((await host.list(OWN)) ?? []).filter((name) => name.endsWith(".wants"))) {
    for (const name of (await host.list(`${OWN}/${folder}`)) ?? []) {
      const template = found.get(name.replace(/@.+\.service$/, "@.service"));
      if (template && !found.has(name)) found.set(name, template);
    }
  }
  return new Map([...found].filter(([name]) => !name.includes("@.")));
}

async function isOfFstab(host: Host, path: string): Promise<boolean> {
  if (!path.startsWith(`${GENERATED[0]}/`)) return false;
  return /^SourcePath=\/etc\/fstab$/m.test((await host.read(path)) ?? "");
}

/** A person's own services, and services named after swap, that run a program which turns it on. */
async function makingSwap(host: Host, units: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const making: string[] = [];
  for (const [name, path] of units) {
    if (!name.endsWith(".service") || !(path.startsWith(`${OWN}/`) || /swap|zram/i.test(name))) continue;
    const text = (await host.read(path)) ?? "";
    const programs = [...text.matchAll(/^Exec\w+=[-@:+!]*(.*)$/gm)].flatMap(
      ([, line = ""]) => line.match(/\/\S+/g) ?? [],
    );
    const scripts = await Promise.all(programs.map((program) => scriptAt(host, program)));
    if ([text, ...scripts].some((one) => MAKES_SWAP.test(one))) making.push(name);
  }
  return making;
}

/** The text of a script; of other files nothing. */
async function scriptAt(host: Host, path: string): Promise<string> {
  if ((await host.info(path))?.kind !== "file") return "";
  const text = (await host.read(path)) ?? "";
  return text.startsWith("#!") ? text : "";
}
