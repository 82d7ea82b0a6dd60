import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { createGroup, inGroups } from "../cgroups.ts";
import { run, start } from "../run.ts";
import { onSwitch, type Switch } from "../switch.ts";
import type { Loaded } from "./load.ts";

/** A board's place in its rack. */
export interface BoardPlace {
  /** Its cgroup, below the rack's. */
  group: string;
  /** A folder of its own. */
  folder: string;
  network: Switch;
  /** Name of its port on the switch. */
  port: string;
  /** Aborted when the rack closes: nothing boots after that. */
  closing: AbortSignal;
}

/** How a machine ended: its system rebooted or powered off, or the machine was killed. */
export type Ending = "rebooted" | "off" | "killed";

export interface Machine {
  ended: Promise<Ending>;
  /** The emulator's standard error so far. */
  words(): string;
}

/** Makes the switch's end of the cable (the emulator has the board's). It stays as long as the switch does. */
export async function makePort({ network, port }: BoardPlace): Promise<void> {
  const commands = `tuntap add dev ${port} mode tap\nlink set ${port} master br0 up\n`;
  await run(onSwitch(network, ["ip", "-batch", "-"]), { stdin: commands });
}

/**
 * Switches the machine on, in the board's cgroups. Throws an Error with the emulator's output when it does not start.
 *
 * The card is the image, written to through this machine's page cache. So a killed emulator loses whatever the guest
 * had not yet synced to its card, and may leave a write of many sectors half done, at any sector boundary. It does
 * not lose or reorder writes that the card has accepted, nor tear a sector, as cheap cards are known to do.
 */
export async function switchOn(
  { group, network, port }: BoardPlace,
  { kernel, initramfs, deviceTree, commandLine }: Loaded,
  { image, mac, console }: { image: string; mac: string; console: string },
): Promise<Machine> {
  const emulator = [
    ...["qemu-system-aarch64", "-machine", "raspi3b", "-no-reboot", "-display", "none", "-monitor", "none"],
    ...["-kernel", kernel, ...(initramfs === undefined ? [] : ["-initrd", initramfs]), "-dtb", deviceTree],
    ...["-append", commandLine, "-drive", `file=${image},if=sd,format=raw,cache=writeback`],
    // The real board's Ethernet is on USB too.
    ...["-netdev", `tap,id=cable,ifname=${port},script=no,downscript=no`, "-device", `usb-net,netdev=cable,mac=${mac}`],
    ...["-chardev", `file,id=console,path=${console},append=on`, "-serial", "chardev:console", "-serial", "null"],
    ...["-qmp", "stdio"],
  ];
  const child = start(inGroups(createGroup(group), onSwitch(network, emulator)));
  child.unref();
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    words += chunk;
  });
  const { started, ended } = follow(child);
  if (!(await started)) throw new Error(`The emulator does not start: ${words.trim()}`);
  return { ended, words: () => words.trim() };
}

/**
 * Follows the emulator's QMP output: it sends a greeting once it has started, and an event before it exits that tells
 * a reboot from a power-off, since it exits 0 after both.
 */
function follow(child: ChildProcess): { started: Promise<boolean>; ended: Promise<Ending> } {
  const greeted = Promise.withResolvers<boolean>();
  let asked: Ending = "killed";
  child.stdin?.on("error", () => {});
  child.stdin?.write('{"execute":"qmp_capabilities"}\n');
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (line) => {
      greeted.resolve(true);
      const { event, data } = JSON.parse(line) as { event?: string; data?: { reason?: string } };
      if (event === "SHUTDOWN") asked = data?.reason === "guest-reset" ? "rebooted" : "off";
    });
  const ended = new Promise<Ending>((resolve) => {
    child.on("error", () => resolve("killed"));
    child.on("close", (code) => resolve(code === 0 ? asked : "killed"));
  });
  void ended.then(() => greeted.resolve(false));
  return { started: greeted.promise, ended };
}
