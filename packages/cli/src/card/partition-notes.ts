/** What a person should know of a boot partition besides its lines and first-boot files. Pure. */
import type { Partition } from "./partition.ts";

export const partitionNotes = (at: Partition): readonly string[] => [
  ...otherPartition(at),
  ...otherLine(at),
  ...slips(at),
];

/** autoboot.txt of the first partition sends the firmware to another one. Of its filters only the tried boot's matters here. */
function otherPartition({ texts }: Partition): readonly string[] {
  const now = (texts.get("autoboot.txt") ?? "").split(/^\s*\[tryboot\]/m)[0] ?? "";
  const number = [...now.matchAll(/^\s*boot_partition=(\d+)/gm)].at(-1)?.[1];
  if (number === undefined || Number(number) < 2) return [];
  return [
    `autoboot.txt makes a Pi start from partition ${number}: this must be that partition, or no Pi reads what is written here`,
  ];
}

/** Whoever is started in the kernel's place has files of its own for the kernel's line; a RAM disk has copies of all. */
function otherLine({ settings }: Partition): readonly string[] {
  if (settings.get("boot_ramdisk") === "1") {
    return [
      "config.txt says boot_ramdisk=1, so a Pi reads everything else from boot.img: what is written next to it has no effect",
    ];
  }
  const loader = ["kernel", "armstub"].find((key) => /u-?boot|efi/i.test(settings.get(key) ?? ""));
  if (loader === undefined) return [];
  const says = `config.txt says ${loader}=${settings.get(loader)}`;
  return [
    `${says}, which may give the kernel a different command line than cmdline.txt: cgroup_enable=memory has to be in that one`,
  ];
}

const READ = ["user-data", "meta-data", "network-config", "cmdline.txt", "config.txt", "firstrun.sh"];

/** Editors and browsers add a suffix, which some systems do not show. */
function slips({ names }: Partition): readonly string[] {
  const slipped = [...names].filter((name) =>
    READ.some((read) => /^\.(?:txt|ya?ml|cfg)$/.test(name.replace(read, ""))),
  );
  return slipped
    .filter((name) => !READ.includes(name))
    .map((name) => `${name} is not read by anything: is it meant to be ${name.replace(/\.[^.]*$/, "")}?`);
}
