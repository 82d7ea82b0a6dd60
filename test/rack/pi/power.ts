import type { ChildProcess } from "node:child_process";
import { appendFileSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Card } from "../api.ts";
import { readBootFile } from "../card/boot-partition.ts";
import { mountFolders } from "../card/card.ts";
import { createGroup, inGroups } from "../cgroups.ts";
import { type Board, macAddress } from "../firmware/board.ts";
import { kernelCommandLine, memoryControllerEnabled } from "../firmware/kernel-command-line.ts";
import { CLEAN_ENVIRONMENT, poll, start } from "../run.ts";
import type { Switch } from "../switch.ts";

/** A Pi's place in its rack. */
export interface Place {
  /** The Pi's cgroup, below the rack's. */
  group: string;
  /** The container's name, unique on this machine. */
  machine: string;
  /** A folder of this Pi's own. */
  folder: string;
  network: Switch;
  /** Name of its port on the switch. */
  port: string;
  /** Aborted when the rack closes: nothing boots after that. */
  closing: AbortSignal;
}

/** nspawn's exit code when the container requested a reboot. */
export const REBOOT = 133;

/** A running operating system. */
export interface Boot {
  supervisor: ChildProcess;
  /** PID of the Pi's PID 1 on this machine. */
  init: number;
  /** Resolves to the supervisor's exit code; undefined when it was killed. */
  ended: Promise<number | undefined>;
}

/**
 * One boot: the firmware reads the card, the kernel "starts", PID 1 runs. Resolves to `rebooted` when something before
 * PID 1 requested a reboot, as the scripts of an initramfs may.
 */
export async function boot(place: Place, board: Board, card: Card, { cable = true }): Promise<Boot | "rebooted"> {
  const firmware = writeFirmware(join(place.folder, "firmware"), board, card);
  const { work, root, boot } = mountFolders(card);
  const environment = {
    ...CLEAN_ENVIRONMENT,
    MACHINE: place.machine,
    OS: card.layers.join(":"),
    UPPER: card.upper,
    WORK: work,
    ROOT: root,
    VAR_LIB: card.varLib,
    BOOT: boot,
    BOOT_BIND: card.bootReadOnly ? "--bind-ro" : "--bind",
    FIRMWARE: firmware,
    SWITCH: place.network.path,
    PORT: place.port,
    MAC: macAddress(board),
    CABLE: cable ? "up" : "down",
  };
  const unshare = ["unshare", "--net", "--mount", "--propagation", "private"];
  const program = [...unshare, "sh", join(import.meta.dirname, "power-on.sh")];
  const log = openSync(consoleLog(place), "a");
  const supervisor = start(inGroups(createGroup(place.group), program), {
    env: environment,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  supervisor.unref();
  const ended = new Promise<number | undefined>((resolve) => {
    supervisor.on("error", () => resolve(undefined));
    supervisor.on("exit", (code) => resolve(code ?? undefined));
  });
  const alive = () => supervisor.exitCode === null && supervisor.signalCode === null;
  const init = await poll(() => (alive() ? initOf(supervisor.pid ?? 0) : -1), {
    timeoutMs: 20_000,
    signal: place.closing,
    everyMs: 10,
  });
  if (supervisor.exitCode === REBOOT) return "rebooted";
  if (init === undefined || init < 0)
    throw new Error(`${place.machine} does not boot: ${lastLines(consoleLog(place))}`);
  return { supervisor, init, ended };
}

/** The log of the Pi's console. */
export function consoleLog(place: Place): string {
  return join(place.folder, "console.log");
}

/** Writes what the firmware passes to the kernel as files for pi/start.sh. */
function writeFirmware(folder: string, board: Board, card: Card): string {
  mkdirSync(folder, { recursive: true });
  const line = kernelCommandLine((path) => readBootFile(card.image, path), board);
  // Each boot has its own folder: the previous one may still be mounted in a Pi that is being killed.
  const own = join(folder, String(readdirSync(folder).length));
  mkdirSync(own);
  writeFileSync(join(own, "cmdline"), `${line}\n`);
  writeFileSync(join(own, "model"), board.model);
  writeFileSync(join(own, "serial-number"), board.serial);
  writeFileSync(join(own, "start.sh"), readFileSync(join(import.meta.dirname, "start.sh")));
  if (!memoryControllerEnabled(line))
    writeFileSync(
      join(own, "cgroups"),
      readFileSync("/proc/cgroups", "utf8").replace(/^memory\t.*$/m, "memory\t0\t1\t0"),
    );
  appendFileSync(join(folder, "../console.log"), `\n[firmware] ${board.model}, kernel command line: ${line}\n`);
  return own;
}

/** The supervisor's child that is PID 1 in a PID namespace of its own and has become systemd. */
function initOf(supervisor: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, "utf8").trim().split(" ");
    return children.map(Number).find((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return /^Name:\tsystemd$/m.test(status) && /^NSpid:\t\d+\t1$/m.test(status);
    });
  } catch {
    return undefined; // The process has exited meanwhile.
  }
}

function lastLines(path: string): string {
  return readFileSync(path, "utf8").trim().split("\n").slice(-5).join(" | ");
}
