/** Systems that pictl makes no card of, so that the refusal can say why. Pure. */
import type { Partition } from "./partition.ts";

interface Foreign {
  readonly reason: string;
  readonly holds: (at: Partition, line: string) => boolean;
}

const has = (at: Partition, ...names: string[]) => names.every((name) => at.names.has(name));

export const isDietPi = (at: Partition): boolean => has(at, "dietpi.txt");

/**
 * The first that holds is told. Sources: MichaIng/DietPi, .build/images/dietpi-installer; home-assistant/operating-system,
 * buildroot-external/board/raspberrypi; canonical/pi-gadget, branch classic, configs/focal-arm64-server, and branch 24
 * (Ubuntu Core); raspi.debian.net's image-specs (root=LABEL=RASPIROOT, sysconf.txt); LibreELEC's boot=… disk=… words.
 */
const FOREIGN: readonly Foreign[] = [
  { reason: "it is DietPi, which has a first boot of its own", holds: (at) => isDietPi(at) },
  {
    reason: "it is LibreELEC, on which Kubernetes cannot be installed",
    holds: (at, line) => has(at, "system") && /(?:^|\s)boot=\S+.*\sdisk=\S/.test(line),
  },
  {
    reason: "it is Home Assistant OS, on which Kubernetes cannot be installed",
    holds: (at) => has(at, "boot.scr") && /^[ \t]*kernel[ \t]*=[ \t]*u-boot\.bin/m.test(at.config),
  },
  {
    reason: "it is Ubuntu Core, on which Kubernetes cannot be installed this way",
    holds: (at, line) => has(at, "systems") || /snapd_recovery_mode/.test(line),
  },
  { reason: "it is Ubuntu 20.04 or older", holds: (at) => /^[ \t]*kernel[ \t]*=[ \t]*uboot_rpi/m.test(at.config) },
  {
    reason: "it is an image of raspi.debian.net, which has no cloud-init",
    holds: (at, line) => /(?:^|\s)root=LABEL=RASPIROOT/.test(line) || has(at, "sysconf.txt"),
  },
  {
    reason:
      "Raspberry Pi Imager customised it with rpi-preseed.toml, which pictl does not know yet: flash it without " +
      "customisation",
    holds: (at) => has(at, "rpi-preseed.toml"),
  },
  {
    reason: "it is Raspberry Pi OS bullseye or older",
    holds: (at) => at.texts.has("issue.txt") && at.settings.get("auto_initramfs") !== "1",
  },
];

/** Undefined when nothing is against it but that it is not known. */
export function whyUnknown(at: Partition, { bits }: { readonly bits: "32" | "64" | "either" }): string | undefined {
  const [line = ""] = at.commandLines.values();
  const foreign = FOREIGN.find(({ holds }) => holds(at, line));
  if (foreign) return foreign.reason;
  if (bits === "32") return "it is a 32-bit system, and Rackberry's packages are for 64 bit (arm64)";
  if (bits === "either") {
    return (
      "it has kernels for 32 bit (kernel.img, kernel7.img, kernel7l.img) as well as one for 64 bit, so pictl cannot tell " +
      "whether it is a 32-bit system, and Rackberry's packages are for 64 bit (arm64). If it is a 64-bit system, remove " +
      "those three from the card"
    );
  }
  if (!at.texts.has("user-data") && !at.texts.has("meta-data")) {
    return "it has neither user-data nor meta-data, so it does not start with cloud-init and is not Raspberry Pi OS";
  }
  const isSilent = !has(at, "kernel8.img") && at.settings.get("arm_64bit") !== "1";
  return isSilent
    ? "config.txt does not say arm_64bit=1, so it is a 32-bit system, and Rackberry's packages are arm64"
    : undefined;
}
