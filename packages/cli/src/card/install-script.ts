/** rackberry/install.sh: what cloud-init runs on the first boot. */

/**
 * Milliseconds since 1970 at the script's start: the end of the stock system's boot. Written once in a boot; the demo's
 * account of time reads it in /run.
 */
const STARTED = "rackberry-install-started";

/**
 * Idempotent: dpkg takes a package that is installed for an upgrade to itself. The dpkg lock may be held for minutes by
 * the image's own first upgrade. No fsync for each file: a Pi that loses power now runs this again from its beginning,
 * since cloud-init has not ended.
 */
export const INSTALL_SCRIPT = `#!/bin/sh
# Installs Rackberry's packages from this card. Running it again does no harm.
set -eu
started=\${RACKBERRY_RUN:-/run}/${STARTED}
[ -e "$started" ] || date +%s%3N >"$started"
cd -- "$(dirname -- "$0")"
say() {
  logger -t rackberry-install -p "daemon.$1" -- "$2" || true
  echo "rackberry-install: $2"
}
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
say info "installed; the story goes on in: journalctl -u pi-agent"
`;
