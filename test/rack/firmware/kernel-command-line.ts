import { type Board, deviceTreeArguments } from "./board.ts";
import { configSettings, type ReadBootFile } from "./config-txt.ts";

/**
 * The command line that a Pi's firmware would start the kernel with: the device tree's arguments, then the first line
 * of the file that config.txt names with `os_prefix` and `cmdline`. Without such a file only the former are left.
 *
 * The real firmware ignores an `os_prefix` under which kernel and device tree are missing; a virtual card holds neither,
 * so here the prefix is ignored when the command-line file itself is not below it.
 */
export function kernelCommandLine(
  read: ReadBootFile,
  board: Board,
  // "serial0" is an alias that the firmware resolves; on a Pi with Bluetooth it is the mini UART.
  { tryboot = false, serial0 = "ttyS0" } = {},
): string {
  const path = commandLineFile(read, board, { tryboot });
  const line = (read(path) ?? "").split("\n", 1)[0] ?? "";
  const words = line.replaceAll(/\bconsole=serial0\b/g, `console=${serial0}`).trim();
  return `${deviceTreeArguments(board)} ${words}`.trimEnd();
}

/** The path, relative to the boot folder, of the command-line file that this boot uses. */
export function commandLineFile(read: ReadBootFile, board: Board, { tryboot = false } = {}): string {
  // Only a firmware in tryboot mode looks at tryboot.txt, and only if there is one.
  const config = tryboot && read("tryboot.txt") !== undefined ? "tryboot.txt" : "config.txt";
  const settings = configSettings(read, config, { board, tryboot });
  const name = settings.get("cmdline") ?? "cmdline.txt";
  const prefixed = `${settings.get("os_prefix") ?? ""}${name}`;
  return read(prefixed) === undefined ? name : prefixed;
}

/** Whether a kernel started with this line has the memory controller: of enabling and disabling words the last counts. */
export function memoryControllerEnabled(commandLine: string): boolean {
  let enabled = true;
  // ASCII blanks alone, and what follows -- is for init.
  for (const word of commandLine.split(/[\t\n\v\f\r ]+/)) {
    if (word === "--") break;
    const [, verb, names] = /^cgroup_(enable|disable)=(.*)$/.exec(word) ?? [];
    if (names?.split(",").includes("memory")) enabled = verb === "enable";
  }
  return enabled;
}
