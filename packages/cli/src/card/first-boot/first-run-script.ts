/** firstrun.sh: ours alone, or our lines in Raspberry Pi Imager's, or in one of ours that a person added to. Pure. */
import { AppError } from "@rackberry/protocol";

export const SCRIPT = "firstrun.sh";

const BEGIN = "# rackberry: begin (pictl card)";
const END = "# rackberry: end";
/** imager_fixup cuts the script off at its first line that ends in rm … firstrun.sh: no line of ours may look like it. */
const BLOCK = `${BEGIN}
sh /boot/firmware/rackberry/first-run.sh
${END}
`;

/** Takes the words that start the script out of `files`, a list of a shell. */
const CLEAN = "sed -i 's| systemd\\.run[^ ]*||g; s| systemd\\.unit=kernel-command-line\\.target||g'";

/**
 * Takes them out of every command line on the boot partition: config.txt may name one for each model. None of this text
 * looks like the words themselves.
 */
export const CLEAN_ALL = `grep -lsI ' systemd\\.run=[^ ]*[f]irstrun' /boot/firmware/* /boot/firmware/*/* | while IFS= read -r line; do
  ${CLEAN} "$line"
done
`;

/**
 * Ours alone. The words go before the script does: the other way round, a plug pulled in between would leave words that
 * call a script that is not there, and systemd would power the Pi off on every boot. Always exit 0 for the same reason.
 */
const WHOLE = `#!/bin/sh
# Written by pictl card: runs on the first boot and removes itself.
set +e
${BLOCK}${CLEAN_ALL}sync
rm -f /boot/firmware/firstrun.sh
exit 0
`;

/** Our lines before the clean-up of the script, all else byte for byte. Throws `refused` for a script that has none. */
export function mergeScript(script: string | undefined): string {
  if (script === undefined || script === WHOLE) return WHOLE;
  if (script.includes("\r\n")) throw refused("has Windows line endings, so Linux cannot run it");
  if (script.split(BLOCK).length === 2 && script.replace(BLOCK, "").search(MARK) < 0) return script;
  if (MARK.test(script)) {
    throw refused("has pictl's marks (# rackberry:) with other lines between them, or only one of the two marks");
  }
  const at = /^[ \t]*rm\b.*firstrun\.sh$/m.exec(script)?.index;
  if (!/^#!.*sh\b/.test(script) || at === undefined) throw refused("is not the script of Raspberry Pi Imager");
  return script.slice(0, at) + BLOCK + script.slice(at);
}

const MARK = /^[ \t]*# rackberry: (?:begin|end)/m;

const refused = (reason: string) =>
  new AppError(
    "refused",
    `firstrun.sh ${reason}: flash the card again, customised by Raspberry Pi Imager or not at all`,
  );
