/** What kind of system this is, as the kernel and systemd report it; never by the name of the OS. */
import type { Host } from "../../host/host.ts";

/** The kind of container that PID 1 runs in, as systemd names it (systemd-nspawn); empty on hardware. */
export async function containerKind(host: Host): Promise<string> {
  return ((await host.read("/run/systemd/container")) ?? "").trim();
}

/** The cgroup version at /sys/fs/cgroup: only v2 has cgroup.controllers at its root. */
export async function cgroupVersion(host: Host): Promise<1 | 2> {
  return (await host.read("/sys/fs/cgroup/cgroup.controllers")) === undefined ? 1 : 2;
}

export type CgroupDriver = "systemd" | "cgroupfs";

/**
 * The cgroup driver for pods. containerd and the kubelet must agree on it (kubernetes#106464), so the coordinator writes it
 * to the kubelet's configuration, from Facts.cgroup_version and Facts.container. It is systemd except in containers with
 * cgroup v1: there systemd sees only part of the tree and creates cgroups that the kubelet does not find.
 */
export function cgroupDriver(facts: { readonly cgroupVersion: number; readonly container: string }): CgroupDriver {
  return facts.cgroupVersion === 1 && facts.container !== "" ? "cgroupfs" : "systemd";
}

/** This host's `cgroupDriver`. */
export async function hostCgroupDriver(host: Host): Promise<CgroupDriver> {
  return cgroupDriver({ cgroupVersion: await cgroupVersion(host), container: await containerKind(host) });
}

const CAP_SYS_RESOURCE = 24n;

/** Whether the system may raise limits. Looks at PID 1: a service such as the agent can have fewer capabilities. */
export async function mayRaiseLimits(host: Host): Promise<boolean> {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec((await host.read("/proc/1/status")) ?? "")?.[1];
  return bounding === undefined || ((BigInt(`0x${bounding}`) >> CAP_SYS_RESOURCE) & 1n) === 1n;
}

/** Main memory in MiB; undefined where /proc/meminfo does not say. */
export async function memoryMiB(host: Host): Promise<number | undefined> {
  const kib = /^MemTotal:\s*(\d+) kB$/m.exec((await host.read("/proc/meminfo")) ?? "")?.[1];
  return kib === undefined ? undefined : Math.floor(Number(kib) / 1024);
}

/** The kernel's id of this boot: a different one means that the host was restarted. */
export async function bootId(host: Host): Promise<string> {
  return ((await host.read("/proc/sys/kernel/random/boot_id")) ?? "").trim();
}
