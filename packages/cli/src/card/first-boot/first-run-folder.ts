/** What firstrun.sh calls: a unit that runs install.sh on every boot, as cloud-init does on systems that have it. */

const UNIT = "rackberry-install.service";

/** install.sh needs dpkg, whose scripts start services: so it runs beside them, not before. */
const UNIT_FILE = `[Unit]
Description=Rackberry: installs what is on the card
RequiresMountsFor=/boot/firmware
ConditionPathExists=/boot/firmware/rackberry/install.sh

[Service]
Type=oneshot
ExecStart=/bin/sh /boot/firmware/rackberry/install.sh

[Install]
WantedBy=multi-user.target
`;

const FIRST_RUN = `#!/bin/sh
# Lets install.sh run on every boot. Running it again does no harm.
set -eu
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
