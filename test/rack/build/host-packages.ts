import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runner } from "./tool.ts";

/** The Debian packages that the rack, its tests and its benchmark need on the machine that runs them. */
export const HOST_PACKAGES = [
  "ansible-core", // what the benchmark compares with
  "apt-utils", // apt-ftparchive
  "binutils-aarch64-linux-gnu", // to make the arm64 package smaller
  "ca-certificates",
  "cpio", // a board's initrd
  "curl",
  "debian-archive-keyring",
  "device-tree-compiler", // a board's serial number is in its device tree
  "dnsmasq-base", // the rack's router
  "docker-registry",
  "dosfstools", // stock images
  "e2fsprogs",
  "fdisk",
  "gcc", // the pause image, and flannel where it is built
  "gcc-aarch64-linux-gnu", // the pause image of boards
  "gpg",
  "gpg-agent",
  "iproute2",
  "iptables",
  "kmod", // which modules a board's initrd needs
  "libc6-dev",
  "libc6-dev-arm64-cross",
  "libstdc++6-arm64-cross", // the arm64 executable, under emulation
  "lintian", // checks the product's packages
  "mmdebstrap",
  "mtools", // pictl card --image
  "openssh-client",
  "openssl",
  "procps",
  "python3-yaml", // cloud-init's reader of user-data
  "qemu-system-arm", // a board with a kernel of its own
  "qemu-user-static", // runs the arm64 programs, and the maintainer scripts of a board's Debian
  "rsync",
  "ruby", // reads the Homebrew formula
  "skopeo",
  "systemd-container",
  "xz-utils",
  "zstd",
] as const;

/** Debian starts these on installation; the rack runs its own instances and needs none on the machine. */
const UNWANTED_SERVICES: Readonly<Record<string, string>> = { "docker-registry": "docker-registry.service" };

/** The packages of `wanted` that `dpkg-query` does not list as installed. */
export function missingPackages(wanted: readonly string[], dpkgQuery: string): string[] {
  const installed = new Set(
    dpkgQuery.split("\n").flatMap((line) => (line.endsWith(" installed") ? [line.split(" ")[0]] : [])),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** Installs what is missing and reports it; does nothing when nothing is missing. Needs root. */
export async function installHostPackages(root: string, say: (line: string) => void): Promise<void> {
  mkdirSync(join(root, "log"), { recursive: true });
  const run = runner({ log: join(root, "log", "host-packages.log") });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const listing = await run(["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n"]);
  const missing = missingPackages(HOST_PACKAGES, listing);
  if (missing.length === 0) return;
  say(`installing Debian packages on this machine: ${missing.join(" ")}`);
  await run(["apt-get", "update"]);
  await run(["apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600", ...missing]);
  for (const name of missing) {
    const unit = UNWANTED_SERVICES[name];
    // Without systemd (a build container) there is nothing to stop.
    if (unit) await run(["systemctl", "disable", "--now", unit]).catch(() => undefined);
  }
}
