#!/bin/sh
# Runs a program under a systemd that is PID 1: this machine's own files, as they are, in a container that forgets
# whatever is changed. In a mount namespace of its own. Arguments: an empty folder; where the output goes, in a folder
# that outlives the container; the folder of the sources; the program and its arguments.
set -eu
scratch=$1 out=$2 sources=$3
shift 3

mount -t tmpfs tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
cat >"$scratch/root/etc/systemd/system/under-systemd.service" <<UNIT
[Unit]
DefaultDependencies=no
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
ExecStart=$*
StandardOutput=file:/out/words
StandardError=inherit
UNIT

# nspawn keeps notes of its machines here: nobody else's business.
mkdir -p /run/systemd
mount -t tmpfs tmpfs /run/systemd
export SYSTEMD_SECCOMP=0
exec systemd-nspawn --quiet --register=no --keep-unit --settings=no --link-journal=no --resolv-conf=off --timezone=off \
  --directory="$scratch/root" --machine="under-systemd-$$" --private-network --console=read-only \
  --bind="$out:/out" --bind-ro="$sources" \
  /lib/systemd/systemd systemd.unit=under-systemd.service systemd.show_status=0
