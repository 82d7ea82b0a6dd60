/** What the firmware knows of the board it runs on. */
export interface Board {
  /** As in the device tree, e.g. `Raspberry Pi 4 Model B Rev 1.4`. */
  model: string;
  /** 16 hex digits, as in the device tree. */
  serial: string;
}

/** The section filters of config.txt that each model name matches; the first matching pattern wins. */
const FILTERS: readonly [pattern: RegExp, filters: readonly string[]][] = [
  [/^Raspberry Pi 500/, ["pi5", "pi500"]],
  [/^Raspberry Pi Compute Module 5/, ["pi5", "cm5"]],
  [/^Raspberry Pi 5/, ["pi5"]],
  [/^Raspberry Pi 400/, ["pi4", "pi400"]],
  [/^Raspberry Pi Compute Module 4S/, ["pi4", "cm4s"]],
  [/^Raspberry Pi Compute Module 4/, ["pi4", "cm4"]],
  [/^Raspberry Pi 4/, ["pi4"]],
  [/^Raspberry Pi 3 Model [AB] Plus/, ["pi3", "pi3+"]],
  [/^Raspberry Pi (3|Compute Module 3)/, ["pi3"]],
  [/^Raspberry Pi Zero 2/, ["pi0", "pi0w", "pi02"]],
  [/^Raspberry Pi Zero W/, ["pi0", "pi0w"]],
  [/^Raspberry Pi Zero/, ["pi0"]],
  [/^Raspberry Pi 2/, ["pi2"]],
];

/** The names in brackets in config.txt that apply to this model, e.g. `pi4` and `cm4` for a Compute Module 4. */
export function modelFilters(model: string): readonly string[] {
  return FILTERS.find(([pattern]) => pattern.test(model))?.[1] ?? ["pi1"];
}

/** The Ethernet address, derived from the serial number's last 24 bits, as on a real Pi. */
export function macAddress(board: Board): string {
  const prefix = /^Raspberry Pi (4|5|Compute Module [45])/.test(board.model) ? "dca632" : "b827eb";
  return `${prefix}${board.serial.slice(-6)}`.match(/../g)?.join(":") ?? "";
}

/**
 * What the device tree puts before the line in cmdline.txt. The only word that matters here is
 * `cgroup_disable=memory`, because of which a stock Pi has no memory cgroup unless a later word enables it.
 */
export function deviceTreeArguments(board: Board): string {
  return [
    "coherent_pool=1M",
    "8250.nr_uarts=0",
    "snd_bcm2835.enable_headphones=0",
    "cgroup_disable=memory",
    `smsc95xx.macaddr=${macAddress(board).toUpperCase()}`,
    "vc_mem.mem_base=0x3ec00000",
    "vc_mem.mem_size=0x40000000",
  ].join(" ");
}
