/**
 * First boot of Raspberry Pi OS without cloud-init: a script on the boot partition that systemd runs once, as words on
 * the kernel's command line say. How Raspberry Pi Imager writes it: raspberrypi/rpi-imager,
 * src/customization_generator.cpp (generateSystemdScript) and src/downloadthread.cpp (_customizeImage). What the OS does
 * to it before it runs: RPi-Distro/raspberrypi-sys-mods, initramfs-tools/scripts/local-bottom/imager_fixup. Pure.
 */
import { AppError, withMemoryFlags } from "@rackberry/protocol";
import type { Partition } from "../partition.ts";
import type { FirstBootFiles, FirstBootOrder } from "./first-boot.ts";
import { FIRST_RUN_FOLDER } from "./first-run-folder.ts";
import { nameNote } from "./name-note.ts";

const SCRIPT = "firstrun.sh";
/** imager_fixup cuts the script off at its first line that ends in rm … firstrun.sh: no line of ours may look like it. */
const BLOCK = `# rackberry: begin (pictl card)
sh /boot/firmware/rackberry/first-run.sh
# rackberry: end
`;
const OURS = "# Written by pictl card";
/**
 * Ours alone. The words go before the script does: the other way round, a plug pulled in between would leave words that
 * call a script that is not there, and systemd would power the Pi off on every boot. Always exit 0 for the same reason.
 */
const WHOLE = `#!/bin/sh
${OURS}: runs on the first boot and removes itself.
set +e
${BLOCK}sed -i 's| systemd\\.run[^ ]*||g; s| systemd\\.unit=kernel-command-line\\.target||g' /boot/firmware/cmdline.txt
sync
rm -f /boot/firmware/firstrun.sh
exit 0
`;
const WORDS =
  "systemd.run=/boot/firmware/firstrun.sh systemd.run_success_action=reboot systemd.unit=kernel-command-line.target";

export function firstRun({ commandLines, texts }: Partition, { name, flags }: FirstBootOrder): FirstBootFiles {
  const script = texts.get(SCRIPT);
  const top = new Map([[SCRIPT, mergeScript(script)]]);
  const [live] = commandLines.keys();
  for (const [file, old] of commandLines) {
    const line = flags ? withFlagsThatStay(old) : old;
    top.set(file, file === live ? withWords(line) : line);
  }
  const hostname = /imager_custom set_hostname (\S+)/.exec(script ?? "")?.[1];
  return { top, folder: FIRST_RUN_FOLDER, notes: nameNote(SCRIPT, hostname, name) };
}

/** Our lines before the clean-up of Imager's script, all else byte for byte. Throws `refused` for another script. */
function mergeScript(script: string | undefined): string {
  if (script === undefined || script.includes(OURS)) return WHOLE;
  if (script.includes("\r\n")) throw refused("has Windows line ends, with which Linux does not run it");
  if (script.includes(BLOCK)) return script;
  const bare = script.replace(/^# rackberry: begin.*\n(?:.*\n)*?# rackberry: end\n/m, "");
  const at = /^[ \t]*rm\b.*firstrun\.sh$/m.exec(bare)?.index;
  if (!/^#!.*sh\b/.test(bare) || at === undefined) throw refused("is not the script of Raspberry Pi Imager");
  return bare.slice(0, at) + BLOCK + bare.slice(at);
}

/** Imager's clean-up deletes everything from " systemd.run" to the end of the line, so what shall stay goes before it. */
function withFlagsThatStay(text: string): string {
  const at = /^[^\r\n]*?(?=[ \t]systemd\.run)/.exec(text)?.[0].length;
  return at === undefined ? withMemoryFlags(text) : withMemoryFlags(text.slice(0, at)) + text.slice(at);
}

function withWords(text: string): string {
  const [line = ""] = /^[^\r\n]*/.exec(text) ?? [];
  const run = /(?:^|\s)systemd\.run=(\S*)/.exec(line)?.[1];
  if (run === undefined) return `${line.trimEnd()} ${WORDS}${text.slice(line.length)}`;
  if (/^"?\/boot\/(?:firmware\/)?firstrun\.sh"?$/.test(run)) return text;
  throw new AppError(
    "refused",
    `cmdline.txt runs ${run} on the first boot, and systemd runs only one: flash the card anew`,
  );
}

const refused = (reason: string) =>
  new AppError(
    "refused",
    `firstrun.sh ${reason}: flash the card anew, customised by Raspberry Pi Imager or not at all`,
  );
