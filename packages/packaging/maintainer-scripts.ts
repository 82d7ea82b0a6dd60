/** What dpkg runs on the Pi when a package is installed, upgraded or removed. POSIX sh, idempotent. */

export type ScriptName = "postinst" | "prerm" | "postrm";
export type Scripts = Readonly<Record<ScriptName, string>>;

const script = (...lines: string[]) => `${["#!/bin/sh", "set -e", ...lines].join("\n")}\n`;

/**
 * Starts the unit at once, not only at the next boot; without systemd (an image being built) only enables it. Does not
 * reload, which takes a second on a Pi: systemd reads a new unit when it starts it, and in an upgrade `gone` reloads.
 * Enables the unit only on a first installation ($2 is empty): a unit that a person has disabled or masked stays so.
 */
const start = (unit: string) => [
  `  if [ -z "$2" ]; then systemctl enable --quiet --no-reload ${unit} || true; fi`,
  `  if [ -d /run/systemd/system ] && systemctl is-enabled --quiet ${unit}; then systemctl restart ${unit}; fi`,
];

const stop = (...units: string[]) =>
  script(
    `if [ "$1" = remove ]; then`,
    `  if [ -d /run/systemd/system ]; then systemctl stop ${units.join(" ")} || true; fi`,
    "fi",
  );

/** Whether a unit is enabled is a setting, so like other settings it is kept until the package is purged. */
const gone = (unit: string, ...purge: string[]) =>
  script(
    `if [ "$1" = purge ]; then`,
    `  rm -f /etc/systemd/system/multi-user.target.wants/${unit}`,
    ...purge.map((line) => `  ${line}`),
    "fi",
    "if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi",
  );

const withoutUser = (name: string) => `if getent passwd ${name} >/dev/null; then userdel ${name} || true; fi`;

/** The daemon accesses the network as an unprivileged user without files or a shell. */
const withUser = (name: string, comment: string) => [
  `  if ! getent passwd ${name} >/dev/null; then`,
  `    useradd --system --user-group --no-create-home --home-dir /var/lib/${name} \\`,
  `      --shell /usr/sbin/nologin --comment '${comment}' ${name}`,
  "  fi",
];

export const agentScripts: Scripts = {
  postinst: script(
    `if [ "$1" = configure ]; then`,
    ...withUser("pi-agent", "Rackberry agent"),
    ...start("pi-agent.service"),
    "fi",
  ),
  prerm: stop("pi-agent-upgrade.service", "pi-agent.service", "pi-agent-executor.socket", "pi-agent-executor.service"),
  postrm: gone(
    "pi-agent.service",
    "rm -rf /var/lib/pi-agent /var/cache/pi-agent /var/cache/pi-agent-executor /run/pi-agent",
    // systemd's own record of LogExtraFields, which it forgets to remove once it has reloaded.
    "rm -f /run/systemd/units/log-extra-fields:pi-agent-executor.service",
    withoutUser("pi-agent"),
  ),
};

/**
 * Moves the master's secrets off the boot partition, which every user may read; they are erased there once stored
 * safely. If the boot partition is read-only they stay, with a warning: the rack works nevertheless.
 */
const TAKE_MASTER_FILES = [
  "  config=/etc/pi-coordinator",
  ...withUser("pi-coordinator", "Rackberry coordinator"),
  "  install -d -m 0700 -o pi-coordinator -g pi-coordinator $config",
  "  for master in /boot/firmware/rackberry/master /boot/rackberry/master; do",
  "    [ -d $master ] || continue",
  "    for file in $master/*; do",
  '      [ -f "$file" ] || continue',
  '      name=$(basename "$file")',
  '      install -m 0600 -o pi-coordinator -g pi-coordinator "$file" "$config/.$name.new"',
  '      sync "$config/.$name.new"',
  '      mv "$config/.$name.new" "$config/$name"',
  "    done",
  "    sync $config",
  '    rm -rf $master || echo "pi-coordinator: $master cannot be removed: remove it by hand, because it holds secrets" >&2',
  "    break",
  "  done",
];

export const coordinatorScripts: Scripts = {
  postinst: script(`if [ "$1" = configure ]; then`, ...TAKE_MASTER_FILES, ...start("pi-coordinator.service"), "fi"),
  prerm: stop("pi-coordinator.service"),
  postrm: gone(
    "pi-coordinator.service",
    "rm -rf /etc/pi-coordinator /var/lib/pi-coordinator",
    withoutUser("pi-coordinator"),
  ),
};
