import { readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, RELEASE, sourceLine } from "./debian.ts";
import { describeTree } from "./key.ts";
import { publicKey } from "./signing-keys.ts";
import type { Run } from "./tool.ts";

/** What every stock OS has beside its packages; the ones that are no containers take some of it away again. */
export const STOCK_FILES = join(import.meta.dirname, "stock-os");

/** What an image for the Raspberry Pi has. Not containerd, nfs-common or Kubernetes: those are installed on the Pi. */
export const STOCK_PACKAGES = [
  ..."systemd systemd-sysv systemd-resolved systemd-timesyncd libnss-myhostname dbus udev kmod procps".split(" "),
  ..."cloud-init openssh-server sudo unattended-upgrades python3".split(" "),
  ..."iproute2 iputils-ping netbase ca-certificates openssl curl gpg gpgv less".split(" "),
];

/** Units that a container cannot have. */
const MASKED = [
  // The devices in /sys are the host's: udev in a container would coldplug them.
  ..."systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket".split(" "),
  ..."systemd-udev-trigger.service systemd-udev-settle.service".split(" "),
  // So are the kernel's own file systems.
  ..."sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount".split(" "),
  ..."sys-fs-fuse-connections.mount dev-hugepages.mount".split(" "),
  "systemd-remount-fs.service", // its root is mounted by the host
  "systemd-modules-load.service", // a container has no modules of its own to load
  "getty@tty1.service", // no screen: the console is console-getty.service
  "e2scrub_reap.service", // no device-mapper
  "e2scrub_all.timer",
];

/** The stock OS that every virtual card starts from: a root tree, never to be written to. */
export async function stockOs(workshop: Workshop, keys: string): Promise<string> {
  const key = publicKey(keys, "archive");
  return artefact(workshop, {
    name: "os",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      files: await describeTree(STOCK_FILES),
      key: await readFile(key, "utf8"),
    },
    make: async (dir, run) => {
      await bootstrap(run, dir, "amd64", STOCK_PACKAGES);
      await finish(run, dir, key);
      await run(["chroot", dir, "systemctl", "mask", ...MASKED]);
    },
  });
}

/** Debian's own part of a stock OS. Packages of another architecture than this machine's take an emulating `run`. */
export async function bootstrap(
  run: Run,
  root: string,
  architecture: "amd64" | "arm64",
  packages: readonly string[],
): Promise<void> {
  const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
  await run([
    "mmdebstrap",
    // Whether the machine can run the architecture: it would look in a place that an emulating `run` does not use.
    ...["--mode=root", "--skip=check/qemu", "--variant=minbase"],
    ...[`--architectures=${architecture}`, `--include=${packages.join(",")}`],
    ...(await acquireOptions(run)).map((option) => `--aptopt=${option}`),
    `--dpkgopt=${join(STOCK_FILES, "etc/dpkg/dpkg.cfg.d/10-virtual-card")}`,
    RELEASE,
    root,
    ...sources,
  ]);
}

/** How this machine's apt downloads (a proxy, a clock that is off): needed for the build alone. */
async function acquireOptions(run: Run): Promise<string[]> {
  const dump = await run(["apt-config", "dump"]);
  return dump.split("\n").filter((line) => /^Acquire::(https?::|Check-|Retries)[^ ]* "[^"]+";$/.test(line));
}

/** Turns a bootstrapped Debian into the image that a card is flashed with. */
export async function finish(run: Run, root: string, key: string): Promise<void> {
  // mmdebstrap leaves this machine's name, resolver (of which systemd-resolved keeps a copy) and apt settings behind.
  const settings = ["apt/apt.conf.d/99mmdebstrap", "dpkg/dpkg.cfg.d/99mmdebstrap"];
  for (const path of [...settings, "resolv.conf", ".resolv.conf.systemd-resolved.bak"]) {
    await rm(join(root, "etc", path), { force: true });
  }
  const chown = ["--chown=root:root", "--chmod=D755,F644"];
  await run(["rsync", "--recursive", "--links", ...chown, `${STOCK_FILES}/`, `${root}/`]);
  await run(["install", "-m", "644", key, join(root, "etc/apt/trusted.gpg.d/rack-archive.asc")]);
  await run(["ln", "-s", "../run/systemd/resolve/stub-resolv.conf", join(root, "etc/resolv.conf")]);
  await run(["mkdir", "-p", join(root, "boot/firmware")]);

  const chroot = (...argv: string[]) => run(["chroot", root, ...argv]);
  await chroot("useradd", "--create-home", "--shell", "/bin/bash", "--groups", "adm,sudo,systemd-journal", "pi");
  // The default login of the old images; closing it is the product's business.
  await run(["chroot", root, "chpasswd"], { stdin: "pi:raspberry\n" });
  await chroot("systemctl", "enable", "systemd-networkd.service", "systemd-resolved.service");
  // What must be born on the Pi: its identity and its host keys (cloud-init makes them).
  await truncate(join(root, "etc/machine-id"), 0);
  await run(["find", join(root, "etc/ssh"), "-name", "ssh_host_*", "-delete"]);
  await run(["find", join(root, "var/log"), join(root, "var/cache/apt"), "-type", "f", "-delete"]);
  await rm(join(root, "var/lib/dbus/machine-id"), { force: true });
}
