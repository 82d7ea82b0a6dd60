#!/bin/sh
# Starts a virtual Pi. Runs in a network and a mount namespace of its own and in the Pi's cgroups; all of its mounts
# and links end with it. Exit codes are nspawn's: 133 = the Pi reboots, 0 = it powered off.
# In the environment: MACHINE OS UPPER WORK ROOT VAR_LIB BOOT BOOT_BIND FIRMWARE SWITCH PORT MAC CABLE
set -eu

# The card.
mount -t overlay overlay -o "lowerdir=$OS,upperdir=$UPPER,workdir=$WORK" "$ROOT"

# The cable: eth0 here, a port of the switch there. CABLE is up or down.
on_switch() { nsenter --net="$SWITCH" ip link "$@"; }
on_switch delete "$PORT" 2>/dev/null || true
ip link set lo up
ip link add eth0 address "$MAC" type veth peer name "$PORT" netns "$SWITCH"
on_switch set "$PORT" master br0 "$CABLE"

# nspawn keeps notes of its machines here: nobody else's business.
mkdir -p /run/systemd
mount -t tmpfs tmpfs /run/systemd

# /sys read-only and /proc/sys/net writable is what a container can have without reaching the host's devices.
export SYSTEMD_SECCOMP=0 SYSTEMD_NSPAWN_API_VFS_WRITABLE=network
# The console is a pipe of the machine, /dev/kmsg an empty log: the host's kernel messages are not this Pi's.
exec systemd-nspawn --quiet --register=no --keep-unit --settings=no --link-journal=no --resolv-conf=off --timezone=off \
  --directory="$ROOT" --machine="$MACHINE" --hostname=localhost --network-namespace-path=/proc/self/ns/net \
  --capability=all --console=read-only --bind=/dev/null:/dev/kmsg \
  --bind="$VAR_LIB:/var/lib" "$BOOT_BIND=$BOOT:/boot/firmware" --bind-ro="$FIRMWARE:/run/firmware" \
  /bin/sh /run/firmware/start.sh
