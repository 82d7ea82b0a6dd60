#!/bin/sh
# The guard of an upgrade: replaces the installed pi-agent with a new one, and restores the old one when the new one
# does not serve the coordinator in time. The agent copies it into the folder "pending", beside the verified package, and
# pi-agent-upgrade.service runs that copy, which no package owns.
#
# It may be killed at any line and then starts again: it looks at what is installed, packed and decided, and
# keeps no other state. The old version is packed before anything is changed; once going back is decided (the file
# "because"), no later run tries the new agent again. "came-back" is written by the agent itself (see came-back.ts).
set -u
umask 022
# Seconds in which a new agent must have served the coordinator.
patience=${RACKBERRY_PATIENCE:-60}
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
cd -- "$(dirname -- "$0")" || exit 1
operation=$(cat operation) && version=$(cat version) && before=$(cat before) || exit 1

say() { printf '<%s>%s\n' "$1" "$2"; }
last_words() { grep -v '^ *$' words | tail -n 1 | tr -d '\000-\037' | cut -c 1-400; }
installed() { [ "$(dpkg-query --show --showformat '${db:Status-Abbrev}${Version}' pi-agent 2>/dev/null)" = "ii $version" ]; }
came_back() { [ "$(cat came-back 2>/dev/null)" = "$version" ]; }

clear_up() {
  rm -rf new.deb back.deb back.new tree && cd .. && rm -rf over && mv pending over && rm -rf over && sync .
}

# Leave to replace a newer agent is for one rollout: noted before the result, so that it is never good for a second one.
note_leave() {
  [ -f leave ] || return 0
  ! grep -qxFf leave ../used-leaves 2>/dev/null || return 0
  cat ../used-leaves leave >../used-leaves.new 2>/dev/null || cp leave ../used-leaves.new || return 1
  sync ../used-leaves.new && mv ../used-leaves.new ../used-leaves && sync ..
}

finish() {
  note_leave &&
  printf 'operation=%s\noutcome=%s\nreason=%s\n' "$operation" "$1" "$2" >../result.new &&
    sync ../result.new && mv ../result.new ../result && sync .. && clear_up
}

keep() {
  mkdir -p "tree$(dirname "$1")" || return 1
  cp --archive --link "$1" "tree$1" 2>/dev/null || cp --archive "$1" "tree$1"
}

# What is installed now, as a package. A configuration file that its owner changed is empty in it: dpkg keeps the
# owner's, and goes on taking it for one that was changed.
pack() {
  [ ! -f back.deb ] || return 0
  rm -rf tree back.new && mkdir -p tree/DEBIAN && dpkg-query --listfiles pi-agent >files || return 1
  while IFS= read -r path; do
    # A folder, also where the system has put a link in the place of one (/lib).
    if [ -d "$path" ] && { [ ! -L "$path" ] || grep -qF "$path/" files; }; then continue; fi
    if [ -e "$path" ] || [ -L "$path" ]; then keep "$path" || return 1; fi
  done <files
  for name in $(dpkg-query --control-list pi-agent); do
    cp --preserve=mode "$(dpkg-query --control-path pi-agent "$name")" "tree/DEBIAN/$name" || return 1
  done
  dpkg-query --status pi-agent >status || return 1
  awk '/^[^ ]/ { keep = !/^(Status|Conffiles|Config-Version):/ } keep' status >tree/DEBIAN/control || return 1
  dpkg-query --show --showformat '${Conffiles}\n' pi-agent >conffiles || return 1
  while read -r path sum flag; do
    [ -n "$path" ] && [ -z "$flag" ] || continue
    echo "$path" >>tree/DEBIAN/conffiles || return 1
    [ "$(md5sum <"$path" 2>/dev/null | cut -d ' ' -f 1)" != "$sum" ] || continue
    rm -f "tree$path" && mkdir -p "tree$(dirname "$path")" && : >"tree$path" || return 1
  done <conffiles
  dpkg-deb -Znone --build tree back.new >/dev/null && sync back.new && mv back.new back.deb && sync . && rm -rf tree
}

put_in_place() {
  attempt=1
  until dpkg --force-confold --force-downgrade -i "$1" >words 2>&1; do
    grep -q 'lock was locked\|is locked by another' words && [ "$attempt" -lt 300 ] || return 1
    [ $((attempt % 15)) -ne 1 ] || say 5 "waiting: another program holds the dpkg lock"
    attempt=$((attempt + 1))
    sleep 2
  done
}

go_back_because() {
  printf '%s\n' "$1" >because.new && sync because.new && mv because.new because && sync . || exit 1
}

try_the_new_one() {
  if ! pack 2>words; then
    reason="$before could not be packed, so nothing was changed: $(last_words)"
    say 3 "$reason"
    finish failed "$reason" || exit 1
    exit 0
  fi
  if ! installed && ! put_in_place new.deb; then
    go_back_because "dpkg did not install it: $(last_words)"
    return
  fi
  started=$(date +%s)
  waited=0
  while ! came_back; do
    if [ "$waited" -ge "$patience" ]; then
      journalctl --quiet --since="@$started" --output=cat _SYSTEMD_UNIT=pi-agent.service \
        _SYSTEMD_UNIT=pi-agent-executor.service >words 2>/dev/null || :
      restarts=$(systemctl show --value --property=NRestarts pi-agent.service 2>/dev/null)
      said=$(last_words)
      go_back_because "it did not serve the coordinator within $patience s (restarts: $restarts; last words: $said)"
      return
    fi
    sleep 1
    waited=$((waited + 1))
  done
}

if grep -qx "operation=$operation" ../result 2>/dev/null; then
  clear_up
  exit
fi
if [ ! -f because ]; then
  say 6 "replacing pi-agent $before with $version"
  try_the_new_one
fi
if [ ! -f because ]; then
  say 6 "pi-agent $version serves the coordinator: the upgrade is done"
  finish upgraded ""
  exit
fi
say 4 "going back to pi-agent $before: $(cat because)"
if ! put_in_place back.deb; then
  say 3 "pi-agent $before could not be restored yet, trying again: $(last_words)"
  exit 1
fi
say 4 "pi-agent $before is restored"
finish rolled-back "$(cat because)"
