#!/bin/sh
# emulated.sh QEMU PROGRAM [ARG…]: runs a program so that it, and all that it starts, may start arm64 programs. The kernel
# is told so in a user namespace only (from Linux 6.7 on each has a binfmt_misc of its own): nothing changes for the
# machine. All users are mapped to themselves, so files get the owners that they should.
set -eu
qemu=$1
shift
exec 3<&0
unshare --user --mount --propagation private sh -ec '
  until grep -q . /proc/self/uid_map; do sleep 0.05; done
  # Only a program that starts after the mapping is root in the namespace.
  exec sh "$@"' sh -ec '
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  elf="\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
  mask="\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff"
  # F: the interpreter is opened now, and so works in a chroot that has none.
  printf "%s\n" ":qemu-aarch64:M::$elf:$mask:$0:F" >/proc/sys/fs/binfmt_misc/register
  exec "$@"' "$qemu" "$@" <&3 &
namespace=$!
# There is nothing to write to until the namespace is there, and an unmapped process has no rights to lose.
until echo "0 0 4294967295" >"/proc/$namespace/gid_map"; do sleep 0.05; done 2>/dev/null
echo "0 0 4294967295" >"/proc/$namespace/uid_map"
wait "$namespace"
