/** What kind of system this is, according to the kernel and systemd, never by the name of the OS. */
import type { Host } from "../../host/host.ts";

/** systemd's word for the container that PID 1 runs in (systemd-nspawn); empty on hardware. */
export async function containerKind(host: Host): Promise<string> {
  return ((await host.read("/run/systemd/container")) ?? "").trim();
}

/** Version of the cgroup tree at /sys/fs/cgroup: only v2 has cgroup.controllers at its root. */
export async function cgroupVersion(host: Host): Promise<1 | 2> {
  return (await host.read("/sys/fs/cgroup/cgroup.controllers")) === undefined ? 1 : 2;
}

export type CgroupDriver = "systemd" | "cgroupfs";

/**
 * What makes the pods' cgroups; containerd and the kubelet must agree (kubernetes#106464), so the coordinator writes the
 * answer into the kubelet's configuration from Facts.cgroup_version and Facts.container. It is systemd, except in
 * containers with cgroup v1: there systemd sees only a part of the tree, and the kubelet reads another.
 */
export function cgroupDriver(facts: { readonly cgroupVersion: number; readonly container: string }): CgroupDriver {
  return facts.cgroupVersion === 1 && facts.container !== "" ? "cgroupfs" : "systemd";
}

/** `cgroupDriver` of this host. */
export async function hostCgroupDriver(host: Host): Promise<CgroupDriver> {
  return cgroupDriver({ cgroupVersion: await cgroupVersion(host), container: await containerKind(host) });
}

const CAP_SYS_RESOURCE = 24n;

/** Whether PID 1 may raise limits; asked of PID 1, since a service (as this one) can have less than the system. */
export async function mayRaiseLimits(host: Host): Promise<boolean> {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec((await host.read("/proc/1/status")) ?? "")?.[1];
  return bounding === undefined || ((BigInt(`0x${bounding}`) >> CAP_SYS_RESOURCE) & 1n) === 1n;
}

/** Main memory in MiB, or undefined where /proc/meminfo does not say. */
export async function memoryMiB(host: Host): Promise<number | undefined> {
  const kib = /^MemTotal:\s*(\d+) kB$/m.exec((await host.read("/proc/meminfo")) ?? "")?.[1];
  return kib === undefined ? undefined : Math.floor(Number(kib) / 1024);
}

/** The kernel's id of this boot: a different one means that the host was rebooted. */
export async function bootId(host: Host): Promise<string> {
  return ((await host.read("/proc/sys/kernel/random/boot_id")) ?? "").trim();
}
