/** What firstrun.sh calls: a unit that runs install.sh on every boot, as cloud-init does on systems that have it. */
import { CLEAN_ALL } from "./first-run-script.ts";

const UNIT = "rackberry-install.service";

/**
 * install.sh needs dpkg, whose scripts start services: so it runs beside them, not before, and no boot waits for its end.
 * It is started again until it succeeds: what is in its way at first may go away.
 */
const UNIT_FILE = `[Unit]
Description=Rackberry: install the packages on the card
RequiresMountsFor=/boot/firmware
ConditionPathExists=/boot/firmware/rackberry/install.sh

[Service]
Type=exec
ExecStart=/bin/sh /boot/firmware/rackberry/install.sh
Restart=on-failure
RestartSec=30

[Install]
WantedBy=multi-user.target
`;

/** Imager's clean-up knows of cmdline.txt alone; ours is done whatever else fails, or systemd would power the Pi off on every boot. */
const FIRST_RUN = `#!/bin/sh
# Makes install.sh run on every boot. Running this again does no harm.
set -eu
clean() {
  ${CLEAN_ALL.trimEnd().replaceAll("\n", "\n  ")}
  sync
}
trap clean EXIT
cd -- "$(dirname -- "$0")"
units=\${RACKBERRY_UNITS:-/etc/systemd/system}
mkdir -p "$units/multi-user.target.wants"
cp ${UNIT} "$units/${UNIT}"
chmod 644 "$units/${UNIT}"
ln -sf ../${UNIT} "$units/multi-user.target.wants/${UNIT}"
sync
`;

/** By name in the folder rackberry. */
export const FIRST_RUN_FOLDER: ReadonlyMap<string, string> = new Map([
  ["first-run.sh", FIRST_RUN],
  [UNIT, UNIT_FILE],
]);
