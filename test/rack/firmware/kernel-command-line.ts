import { type Board, deviceTreeArguments } from "./board.ts";
import { configSettings, type ReadBootFile } from "./config-txt.ts";

/**
 * The command line with which a Pi's firmware would start the kernel: the device tree's arguments, then the first line
 * of the file that config.txt names with `os_prefix` and `cmdline`. Without such a file there are only the arguments.
 *
 * The real firmware ignores an `os_prefix` under which the kernel and device tree are missing. A virtual card has
 * neither, so here the prefix is ignored when the command-line file itself is not below it.
 */
export function kernelCommandLine(
  read: ReadBootFile,
  board: Board,
  // The firmware resolves the alias "serial0"; on a Pi with Bluetooth it is the mini UART.
  { tryboot = false, serial0 = "ttyS0" } = {},
): string {
  const path = commandLineFile(read, board, { tryboot });
  const line = (read(path) ?? "").split("\n", 1)[0] ?? "";
  const words = line.replaceAll(/\bconsole=serial0\b/g, `console=${serial0}`).trim();
  return `${deviceTreeArguments(board)} ${words}`.trimEnd();
}

/** The path of this boot's command-line file, relative to the boot folder. */
export function commandLineFile(read: ReadBootFile, board: Board, { tryboot = false } = {}): string {
  // Only firmware in tryboot mode reads tryboot.txt, and only if there is one.
  const config = tryboot && read("tryboot.txt") !== undefined ? "tryboot.txt" : "config.txt";
  const settings = configSettings(read, config, { board, tryboot });
  const name = settings.get("cmdline") ?? "cmdline.txt";
  const prefixed = `${settings.get("os_prefix") ?? ""}${name}`;
  return read(prefixed) === undefined ? name : prefixed;
}

/** Whether a kernel started with this line has the memory controller: the last enabling or disabling word counts. */
export function memoryControllerEnabled(commandLine: string): boolean {
  let enabled = true;
  // Words are separated by ASCII blanks only, and what follows -- is for init.
  for (const word of commandLine.split(/[\t\n\v\f\r ]+/)) {
    if (word === "--") break;
    const [, verb, names] = /^cgroup_(enable|disable)=(.*)$/.exec(word) ?? [];
    if (names?.split(",").includes("memory")) enabled = verb === "enable";
  }
  return enabled;
}
