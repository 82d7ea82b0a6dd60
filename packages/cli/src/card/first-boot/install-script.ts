/** rackberry/install.sh: what cloud-init starts on every boot, and what does its work on the first. */

/**
 * Idempotent: dpkg takes a package that is installed for an upgrade to itself, and finishes one that a pulled plug left
 * half done. The card's id is noted once all is installed, so that later boots do nothing until the card is made anew.
 * The dpkg lock is waited for however long somebody holds it: the image's own first upgrade may take half an hour on an
 * old card. What else goes wrong ends it, and its unit starts it again. No fsync for each file: a Pi that loses power runs
 * this again from its beginning.
 */
export const INSTALL_SCRIPT = `#!/bin/sh
# Installs Rackberry's packages from this card. Running it again does no harm.
set -eu
cd -- "$(dirname -- "$0")"
say() {
  logger -t rackberry-install -p "daemon.$1" -- "$2" || true
  echo "rackberry-install: $2"
}
card=$(sed -n 's/.*"cardId": *"\\([0-9a-f]*\\)".*/\\1/p' card.json)
installed=\${RACKBERRY_STATE:-/var/lib}/rackberry-card
[ "$(cat "$installed" 2>/dev/null)" != "$card" ] || exit 0
set -- ./pi-agent.deb
[ ! -f ./pi-coordinator.deb ] || set -- "$@" ./pi-coordinator.deb
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
say info "installing $*"
waited=0
until output=$(dpkg --force-unsafe-io --force-confold -i "$@" 2>&1); do
  case $output in
    *"locked by another process"*) ;;
    *)
      say err "dpkg: $output"
      say notice "will try again in half a minute"
      exit 1
      ;;
  esac
  [ $((waited % 300)) -ne 0 ] || say notice "waiting for the dpkg lock, which another program holds"
  waited=$((waited + 5))
  sleep 5
done
sync
echo "$card" >"$installed"
sync "$installed"
say info "installed; for what happens next, see: journalctl -u pi-agent"
`;
