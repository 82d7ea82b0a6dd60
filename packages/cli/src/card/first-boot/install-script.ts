/** rackberry/install.sh: what cloud-init starts on every boot, and what does its work on the first. */

/**
 * Idempotent: dpkg takes a package that is installed for an upgrade to itself, and finishes one that a pulled plug left
 * half done. The card's id is noted once all is installed, so that later boots do nothing until the card is made anew.
 * The dpkg lock may be held for minutes by the image's own first upgrade. No fsync for each file: a Pi that loses power
 * runs this again from its beginning.
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
export DEBIAN_FRONTEND=noninteractive
say info "installing $*"
attempt=1
until output=$(dpkg --force-unsafe-io --force-confold -i "$@" 2>&1); do
  case $output in
    *lock*) reason="another program holds the dpkg lock" ;;
    *)
      say err "dpkg: $output"
      exit 1
      ;;
  esac
  if [ "$attempt" -ge 300 ]; then
    say err "gave up after 10 minutes: $reason"
    exit 1
  fi
  [ $((attempt % 15)) -ne 1 ] || say notice "waiting: $reason"
  attempt=$((attempt + 1))
  sleep 2
done
sync
echo "$card" >"$installed"
sync "$installed"
say info "installed; the story goes on in: journalctl -u pi-agent"
`;
