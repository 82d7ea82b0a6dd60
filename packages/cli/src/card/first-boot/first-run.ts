/**
 * First boot of Raspberry Pi OS without cloud-init: a script on the boot partition that systemd runs once, as words on
 * the kernel's command line say. How Raspberry Pi Imager writes it: raspberrypi/rpi-imager,
 * src/customization_generator.cpp (generateSystemdScript) and src/downloadthread.cpp (_customizeImage). What the OS does
 * to it before it runs: RPi-Distro/raspberrypi-sys-mods, initramfs-tools/scripts/local-bottom/imager_fixup. Pure.
 */
import { AppError, firstLine, lineWords, withMemoryFlags } from "@rackberry/protocol";
import type { Partition } from "../partition.ts";
import { asWritten } from "./edit-text.ts";
import type { FirstBootFiles, FirstBootOrder } from "./first-boot.ts";
import { FIRST_RUN_FOLDER } from "./first-run-folder.ts";
import { mergeScript, SCRIPT } from "./first-run-script.ts";
import { scriptNotes } from "./hindrances.ts";
import { nameNote } from "./name-note.ts";

const WORDS =
  "systemd.run=/boot/firmware/firstrun.sh systemd.run_success_action=reboot systemd.unit=kernel-command-line.target";

export function firstRun({ commandLines, live, texts }: Partition, { name, flags }: FirstBootOrder): FirstBootFiles {
  const script = texts.get(SCRIPT);
  const top = new Map<string, string | Uint8Array>([[SCRIPT, mergeScript(script)]]);
  for (const [file, old] of commandLines) {
    const line = flags ? withFlagsThatStay(old) : old;
    // Every line from which a Pi may start: config.txt may have one for each model.
    top.set(file, asWritten(live.has(file) ? withWords(file, line) : line));
  }
  const hostname = /imager_custom set_hostname (\S+)/.exec(script ?? "")?.[1];
  return {
    top,
    folder: FIRST_RUN_FOLDER,
    notes: [...nameNote(SCRIPT, hostname, name), ...scriptNotes(SCRIPT, script ?? "")],
  };
}

/** Imager's clean-up deletes everything from " systemd.run" to the end of the line, so what shall stay goes before it. */
function withFlagsThatStay(text: string): string {
  const at = lineWords(text).find(({ text: word }) => word.startsWith("systemd.run"))?.start;
  if (at === undefined || at === 0) return withMemoryFlags(text);
  return withMemoryFlags(text.slice(0, at - 1)) + text.slice(at - 1);
}

function withWords(file: string, text: string): string {
  const line = firstLine(text);
  const words = lineWords(text);
  const run = words.find(({ text: word }) => word.startsWith("systemd.run="))?.text.slice("systemd.run=".length);
  if (run === undefined) {
    const end = words.find(({ text: word }) => word === "--")?.start ?? line.length;
    const after = end < line.length ? ` ${line.slice(end)}` : "";
    return `${line.slice(0, end).replace(/[\t\v\f ]+$/, "")} ${WORDS}${after}${text.slice(line.length)}`;
  }
  if (/^"?\/boot\/(?:firmware\/)?firstrun\.sh"?$/.test(run)) return text;
  throw new AppError(
    "refused",
    `${file} runs ${run} on the first boot, and systemd can run only one such command: flash the card again`,
  );
}
