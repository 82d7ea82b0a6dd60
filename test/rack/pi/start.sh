#!/bin/sh
# PID 1 of a virtual Pi until systemd takes over: makes the container look like a Pi whose firmware has just started the
# kernel. /run/firmware is what the virtual firmware computed for this boot: cmdline, model, serial-number and, when the
# memory controller is withheld, cgroups.
set -eu
firmware=/run/firmware
scratch=/run/start
mkdir "$scratch"
mount -t tmpfs tmpfs "$scratch"
cp "$firmware"/* "$scratch"

mount --bind "$scratch/cmdline" /proc/cmdline

# The device tree. Every value ends with a NUL, as the kernel shows it. (/proc/device-tree is a link that only a kernel
# with device trees makes.)
mount -o remount,rw /sys
tree=/sys/firmware/devicetree/base
mkdir -p "$tree" /sys/module
for name in model serial-number; do printf '%s\0' "$(cat "$firmware/$name")" >"$tree/$name"; done
mkdir "$scratch/sys"
mount -t sysfs -o ro sysfs "$scratch/sys"
mount --bind "$scratch/sys/module" /sys/module
mount -o remount,ro,nosuid,nodev,noexec /sys

# cgroups: nspawn mounts the controllers read-only; the kubelet must write.
mount -o remount,rw /sys/fs/cgroup
if [ -e "$firmware/cgroups" ]; then
  umount /sys/fs/cgroup/memory
  rmdir /sys/fs/cgroup/memory
  mount --bind "$scratch/cgroups" /proc/cgroups
fi
for controller in /sys/fs/cgroup/*; do
  mountpoint -q "$controller" && mount -o remount,bind,rw,nosuid,nodev,noexec "$controller"
done

# Kernel settings that belong to the whole machine: the Pi gets copies, so that it can change them and nobody notices.
mkdir "$scratch/kernel"
for folder in vm fs kernel/keys; do
  mkdir -p "$scratch/sysctl/$folder"
  cp -r "/proc/sys/$folder/." "$scratch/sysctl/$folder" 2>/dev/null || true
  mount --bind "$scratch/sysctl/$folder" "/proc/sys/$folder"
done
for file in panic panic_on_oops printk; do
  cat "/proc/sys/kernel/$file" >"$scratch/kernel/$file"
  mount --bind "$scratch/kernel/$file" "/proc/sys/kernel/$file"
done

# So is what is swapped out: a Pi sees, and turns off, only what its own image turned on (see stock-systems).
printf 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n' >"$scratch/swaps"
mount --bind "$scratch/swaps" /proc/swaps

# In a container, systemd and cloud-init take PID 1's arguments for the kernel's command line.
set -f
set -- $(cat "$firmware/cmdline")
set +f

# The mounts stay, their sources need no name.
umount "$scratch/sys"
umount --lazy "$scratch" "$firmware"
rmdir "$scratch" "$firmware"

# The image's initramfs.
for script in /usr/share/initramfs-tools/scripts/local-bottom/*; do
  if [ -x "$script" ]; then "$script"; fi
done

init=/lib/systemd/systemd
for word in "$@"; do
  case $word in init=*) init=${word#init=} ;; esac
done
exec "$init" "$@"
