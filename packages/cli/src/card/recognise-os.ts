/** Which system a card holds, by what is on its boot partition: never by one name alone. Pure. */
import type { Partition } from "./partition.ts";
import { isDietPi, whyUnknown } from "./unknown-os.ts";

export type KnownOs =
  | { readonly kind: "ubuntu"; readonly layout: "flat" | "a-b"; readonly firstBoot: "cloud-init" }
  | { readonly kind: "raspberry-pi-os"; readonly firstBoot: "cloud-init" | "first-run" }
  | { readonly kind: "debian"; readonly firstBoot: "cloud-init" };

export type RecognisedOs = KnownOs | { readonly kind: "unknown"; readonly reason: string };

const setting = ({ settings }: Partition, key: string): string | undefined => settings.get(key);
const says = ({ commandLines }: Partition, pattern: RegExp) => pattern.test([...commandLines.values()][0] ?? "");

const has32BitKernel = (at: Partition) =>
  ["kernel.img", "kernel7.img", "kernel7l.img"].some((name) => at.names.has(name));
const is32Bit = (at: Partition) => setting(at, "arm_64bit") === "0" || has32BitKernel(at);
/** rpi-update puts the kernels of both on either. */
const isEither = (at: Partition) =>
  setting(at, "arm_64bit") !== "0" && has32BitKernel(at) && at.names.has("kernel8.img");

/**
 * What the images have, as their makers build them:
 *   Ubuntu              canonical/pi-gadget, branch classic, configs/{jammy,noble,plucky}-arm64-server; the A/B layout
 *                       canonical-ubuntu-boards.readthedocs-hosted.com/en/latest/explanations/piboot-ab
 *   Raspberry Pi OS     RPi-Distro/pi-gen, tags 2026-06-18-raspios-{bookworm,trixie}-{arm64,armhf}: stage0/02-firmware,
 *                       stage1/00-boot-files, stage2/04-cloud-init, export-image/05-finalise (issue.txt)
 */
const MARKS = {
  "a seed for cloud-init": (at) => at.texts.has("user-data") || at.texts.has("meta-data"),
  "no seed for cloud-init": (at) => !at.texts.has("user-data") && !at.texts.has("meta-data"),
  "the root file system of Ubuntu's images": (at) => says(at, /(?:^|\s)root=LABEL=writable(?:\s|$)/),
  "a root file system": (at) => says(at, /(?:^|\s)root=\S/),
  "boot files in current/": (at) => setting(at, "os_prefix") !== undefined && at.names.has("current"),
  "the live command line in current/": ({ commandLines }) =>
    [...commandLines.keys()][0]?.startsWith("current/") === true,
  "Ubuntu's kernel": (at) => setting(at, "kernel") === "vmlinuz",
  "Ubuntu's README": (at) => /\bUbuntu\b/.test(at.texts.get("README") ?? ""),
  // Imager writes meta-data anew, and the first boot takes its init= away: so one of the three.
  "made by pi-gen": (at) =>
    /^Generated using pi-gen\b|^Raspberry Pi reference\b/m.test(at.texts.get("issue.txt") ?? "") ||
    /^instance_id:\s*rpios-image\s*$/m.test(at.texts.get("meta-data") ?? "") ||
    says(at, /(?:^|\s)init=\/usr\/lib\/raspberrypi-sys-mods\/firstboot(?:\s|$)/),
  // Bookworm and later; bullseye and earlier start without an initramfs, and mount this partition elsewhere.
  "an initramfs": (at) => setting(at, "auto_initramfs") === "1" || at.names.has("initramfs8"),
  "64 bit": (at) => setting(at, "arm_64bit") === "1" || at.names.has("kernel8.img"),
  "not 32 bit": (at) => !is32Bit(at),
  "no successor of cloud-init": (at) => !at.names.has("rpi-preseed.toml"),
} as const satisfies Record<string, (at: Partition) => boolean>;

interface Row {
  readonly os: KnownOs;
  readonly title: string;
  readonly marks: readonly (keyof typeof MARKS)[];
}

const ROWS: readonly Row[] = [
  {
    os: { kind: "ubuntu", layout: "a-b", firstBoot: "cloud-init" },
    title: "Ubuntu 25.10 or later (A/B boot)",
    marks: [
      ...(["boot files in current/", "the live command line in current/"] as const),
      ...(["the root file system of Ubuntu's images", "a seed for cloud-init", "not 32 bit"] as const),
    ],
  },
  {
    os: { kind: "ubuntu", layout: "flat", firstBoot: "cloud-init" },
    title: "Ubuntu 22.04 to 25.04",
    marks: [
      ...(["Ubuntu's README", "Ubuntu's kernel", "the root file system of Ubuntu's images"] as const),
      ...(["a seed for cloud-init", "64 bit", "not 32 bit"] as const),
    ],
  },
  {
    os: { kind: "raspberry-pi-os", firstBoot: "cloud-init" },
    title: "Raspberry Pi OS with cloud-init (trixie)",
    marks: ["made by pi-gen", "an initramfs", "64 bit", "a seed for cloud-init", "not 32 bit"],
  },
  {
    os: { kind: "raspberry-pi-os", firstBoot: "first-run" },
    title: "Raspberry Pi OS without cloud-init (bookworm; first-run script)",
    marks: [
      ...(["made by pi-gen", "an initramfs", "64 bit"] as const),
      ...(["no seed for cloud-init", "no successor of cloud-init", "not 32 bit"] as const),
    ],
  },
];

/** A system that says nothing of itself but that cloud-init configures it: Debian's own images are such. */
const DEBIAN: Row = {
  os: { kind: "debian", firstBoot: "cloud-init" },
  title: "Debian with cloud-init",
  marks: ["a seed for cloud-init", "a root file system", "64 bit", "not 32 bit"],
};

export const NO_SYSTEM = "pictl does not recognise the system on it";

export function recogniseOs(at: Partition): RecognisedOs {
  const fits = ({ marks }: Row) => marks.every((mark) => MARKS[mark](at));
  // DietPi made of Raspberry Pi OS has the marks of both.
  const row = isDietPi(at) ? undefined : ROWS.find(fits);
  if (row) return row.os;
  const reason = whyUnknown(at, { bits: isEither(at) ? "either" : is32Bit(at) ? "32" : "64" });
  if (reason === undefined && fits(DEBIAN)) return DEBIAN.os;
  return { kind: "unknown", reason: reason ?? NO_SYSTEM };
}

export const titleOf = (os: KnownOs): string => [...ROWS, DEBIAN].find((row) => row.os === os)?.title ?? os.kind;
