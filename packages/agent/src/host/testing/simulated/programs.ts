/** Programs of a simulated Pi: their output, and their effects on its state. */
import { AppError } from "@rackberry/protocol";
import type { Argv } from "../../host.ts";
import { applySysctls, loadModule, type PiState } from "./card.ts";
import { clusterPrograms } from "./cluster-programs.ts";
import { mirrorPrograms } from "./mirror-programs.ts";
import { packagePrograms } from "./package-programs.ts";
import { fail, type Program, type ProgramContext, write } from "./program.ts";
import { isJournalPersistent, readSettings } from "./settings.ts";
import { stopSwap, stopSwaps } from "./swaps.ts";

const PROGRAMS: Readonly<Record<string, Program>> = {
  hostname: ([name = ""], { state, changed }) => {
    changed(`hostname ${name}`);
    write(state, "/proc/sys/kernel/hostname", `${name}\n`);
    return "";
  },
  date: (args, { setClock, changed }) => {
    changed("date --set");
    setClock(Number(/--set=@(\d+)/.exec(args.join(" "))?.[1]) * 1000);
    return "";
  },
  timedatectl: ([verb], { synchronised }) =>
    verb === "show" ? `NTPSynchronized=${synchronised ? "yes" : "no"}\n` : "",
  systemctl,
  journalctl: ([verb], { state, changed }) => {
    if (verb !== "--flush" || !isJournalPersistent(state)) return "";
    changed("journalctl --flush");
    const machine = state.files["/etc/machine-id"]?.content.trim();
    write(state, `/var/log/journal/${machine}/system.journal`, "the story so far");
    return "";
  },
  swapoff: (_, { state, changed }) => {
    changed("swapoff");
    stopSwaps(state);
    return "";
  },
  modprobe: (args, { state, changed }) => {
    const name = args.at(-1) ?? "";
    if (state.absentModules.includes(name)) fail("modprobe", `FATAL: Module ${name} not found in directory ${MODULES}`);
    if (args.includes("--dry-run")) return "";
    changed(`modprobe ${name}`);
    const instead = Object.entries(state.files).some(
      ([path, { content }]) => path.startsWith("/etc/modprobe.d/") && content.includes(`install ${name} /bin/true`),
    );
    if (!instead) loadModule(state, name);
    return "";
  },
  "systemd-sysctl": ([path = ""], { state, changed }) => {
    changed("systemd-sysctl");
    applySysctls(state, state.files[path]?.content ?? "");
    return "";
  },
  useradd: (args, { state, changed }) => {
    const name = args.at(-1) ?? "";
    changed(`useradd ${name}`);
    const uid = 1000 + (state.files["/etc/passwd"]?.content ?? "").split(":/home/").length - 1;
    append(state, "/etc/passwd", `${name}:x:${uid}:${uid}::/home/${name}:/bin/bash\n`);
    append(state, "/etc/shadow", `${name}:!:19000:0:99999:7:::\n`);
    state.directories[`/home/${name}`] = { mode: 0o755, uid, gid: uid };
    return "";
  },
  passwd: ([, name = ""], { state, changed }) => {
    changed(`passwd --lock ${name}`);
    const shadow = state.files["/etc/shadow"]?.content ?? "";
    write(state, "/etc/shadow", shadow.replace(new RegExp(`^${name}:([^!*])`, "m"), `${name}:!$1`));
    return "";
  },
  tail: ([size = "", path = ""], { state }) => {
    const content = state.files[path]?.content ?? fail("tail", `cannot open '${path}': No such file or directory`);
    return content.slice(-Number(size.replace("--bytes=", "")));
  },
  // There is no waiting: whatever it starts ends at once.
  "systemd-run": (args, context) => {
    runProgram(args.slice(args.indexOf("--") + 1) as unknown as Argv, context);
    return "";
  },
  // The one program that the agent runs with Node: it makes the images visible to ctr.
  node: ([program = "", ...images], context) => {
    if (program !== "/usr/lib/pi-agent/pi-agent-pull.cjs") fail("node", `Cannot find module '${program}'`);
    for (const image of images) runProgram(["ctr", "--namespace=k8s.io", "images", "pull", image], context);
    return "";
  },
  sync: (_, { changed }) => {
    changed("sync");
    return "";
  },
  ...packagePrograms,
  ...mirrorPrograms,
  ...clusterPrograms,
};

/** Throws `command-failed` for a program that this Pi does not have. */
export function runProgram([program, ...args]: Argv, context: ProgramContext): string {
  const found = PROGRAMS[program.slice(program.lastIndexOf("/") + 1)];
  if (!found) throw new AppError("command-failed", `${program} was not found (a simulated Pi does not know it)`);
  return found(args, context);
}

function systemctl([verb = "", ...rest]: readonly string[], { state, changed, reboot }: ProgramContext): string {
  if (verb === "reboot") {
    changed("reboot");
    reboot();
    return "";
  }
  const names = rest.filter((word) => !word.startsWith("-"));
  if (verb === "daemon-reload") return loadUnits(state);
  if (rest.includes("--property=SystemState")) return state.booting ? "starting\n" : "running\n";
  if (rest.includes("--property=MainPID")) return state.units[names[0] ?? ""]?.active ? `${PID}\n` : "0\n";
  if (verb === "show") {
    return names
      .map((name) => {
        const unit = state.units[name];
        const file = unit?.masked ? "masked" : (unit?.file ?? (unit?.enabled ? "enabled" : unit ? "disabled" : ""));
        const load = unit?.masked ? "masked" : unit ? "loaded" : "not-found";
        const active = unit?.active ? "active" : "inactive";
        const job = unit?.queued ? "Job=117\n" : "";
        return `Id=${name}\nLoadState=${load}\nUnitFileState=${file}\nActiveState=${active}\n${job}`;
      })
      .join("\n");
  }
  for (const name of names) {
    changed(`systemctl ${verb} ${name}`);
    if (verb === "mask") write(state, `/etc/systemd/system/${name}`, "");
    if (verb === "unmask") delete state.files[`/etc/systemd/system/${name}`];
    // A unit that does not exist yet can be masked.
    if (verb === "unmask" || (verb === "mask" && !state.units[name])) continue;
    const unit = state.units[name] ?? fail("systemctl", `Unit ${name} not found.`, 5);
    if (verb === "enable") Object.assign(unit, { enabled: true, active: rest.includes("--now") ? true : unit.active });
    if (verb === "mask") Object.assign(unit, { enabled: false, masked: !rest.includes("--no-reload") });
    if (verb === "disable")
      Object.assign(unit, { enabled: false, active: rest.includes("--now") ? false : unit.active });
    if (["start", "restart", "reload-or-restart"].includes(verb)) unit.active = true;
    const stops = verb === "stop" || (rest.includes("--now") && ["disable", "mask"].includes(verb));
    if (stops) Object.assign(unit, { active: false, queued: false });
    if (stops && unit.swap) stopSwap(state, unit.swap);
    const begins = ["start", "restart", "reload-or-restart"].includes(verb) || rest.includes("--now");
    if (stops || begins) readSettings(state, name);
  }
  return "";
}

const PID = 4711;
const MODULES = "/lib/modules/6.12.1-raspi";

/** Ports 5000, 7439, 7441 and 7442, in hexadecimal. */
const LISTENING = ["1388", "1D0F", "1D11", "1D12"];

/** Adds or removes units after files changed; any running one listens on all ports, as far as anything here checks. */
function loadUnits(state: PiState): string {
  const sockets = LISTENING.map((port, index) => `   ${index}: 00000000:${port} 00000000:0000 0A 00000000:00000000\n`);
  write(state, `/proc/${PID}/net/tcp`, sockets.join(""));
  const path = (name: string) => `/etc/systemd/system/${name}`;
  for (const name of Object.keys(state.units)) {
    if (name.startsWith("rackberry-") && !state.files[path(name)]) delete state.units[name];
  }
  for (const file of Object.keys(state.files)) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    if (file === path(name) && name.startsWith("rackberry-")) state.units[name] ??= { enabled: false, active: false };
  }
  return "";
}

const append = (state: PiState, path: string, line: string) =>
  write(state, path, (state.files[path]?.content ?? "") + line);
