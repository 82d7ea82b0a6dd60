/** The state of a simulated Pi: files, units, packages, running units; and a stock card to start with. */
import { randomUUID } from "node:crypto";
import { isInForce, kernelWords } from "@rackberry/protocol";
import type { Argv } from "../../host.ts";
import { isJournalPersistent, readSettings, sysctlText } from "./settings.ts";
import { fstabOf, startSwaps } from "./swaps.ts";

interface SimulatedFile {
  content: string;
  /** The content is not UTF-8: one character for each byte. */
  bytes?: boolean;
  mode: number;
  uid: number;
  gid: number;
}

interface SimulatedUnit {
  enabled: boolean;
  active: boolean;
  /** The boot has not started it yet. */
  queued?: boolean;
  /** Masked, and systemd has read the mask. */
  masked?: boolean;
  /** systemd's own state in place of enabled or disabled: "generated". */
  file?: string;
  /** The swap that it turns on, as listed in /proc/swaps. */
  swap?: string;
}

/** A transient unit; `endsAt` is in milliseconds since 1970, so that it keeps running while the agent is dead. */
interface SimulatedRun {
  readonly argv: Argv;
  readonly endsAt: number;
  readonly exit: number;
  readonly lines: readonly string[];
  /** Its effects have happened. */
  settled: boolean;
  /** The error of its effects. */
  failure?: { readonly message: string; readonly detail: string };
}

export interface PiState {
  bootId: string;
  /** How often the Pi was started. */
  boots: number;
  /** systemd has not finished the boot; a test ends it with `finishBoot`. */
  booting: boolean;
  readonly files: Record<string, SimulatedFile>;
  readonly directories: Record<string, Omit<SimulatedFile, "content">>;
  readonly units: Record<string, SimulatedUnit>;
  /** By unit: its files as it last read them. */
  readonly runsWith: Record<string, Record<string, string>>;
  readonly packages: Record<string, { version: string; held: boolean; damaged?: boolean }>;
  /** What apt's lists offer in addition to the usual, or in place of it. */
  readonly candidates: Record<string, string>;
  /** Modules that the kernel's package omits. */
  readonly absentModules: string[];
  /** The kernel whose modules a package installs, when it is not the running one. */
  nextKernel?: string;
  readonly runs: Record<string, SimulatedRun>;
  /** Routes by subnet, iptables rules, manifests that kubectl applied, calls of kubeadm by kind. */
  readonly routes: Record<string, string>;
  readonly rules: string[];
  readonly manifests: string[];
  readonly kubeadm: Record<string, number>;
  /** Names of the images in containerd. */
  readonly images: string[];
}

export interface CardOptions {
  readonly serial: string;
  readonly model: string;
  /** Main memory, MiB. */
  readonly memoryMiB: number;
  /** systemd's name for a container, empty for hardware. */
  readonly container: string;
  readonly cgroupVersion: 1 | 2;
  /** The card's cmdline.txt. */
  readonly cmdline: string;
  readonly hostname: string;
}

/** A fresh card with Raspberry Pi OS, in a Pi powered on for the first time. */
export function stockCard(options: CardOptions): PiState {
  const state: PiState = {
    bootId: randomUUID(),
    boots: 0,
    booting: false,
    files: {},
    directories: {},
    units: {
      "apt-daily.timer": { enabled: true, active: true },
      "apt-daily-upgrade.timer": { enabled: true, active: true },
      "ssh.service": { enabled: true, active: true },
      "systemd-journald.service": { enabled: false, active: true },
    },
    runsWith: {},
    packages: {},
    candidates: {},
    absentModules: [],
    runs: {},
    routes: {},
    rules: [],
    manifests: [],
    kubeadm: {},
    images: [],
  };
  const put = (path: string, content: string, mode = 0o644) => {
    state.files[path] = { content, mode, uid: 0, gid: 0 };
  };
  put("/boot/firmware/config.txt", "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n");
  put("/boot/firmware/cmdline.txt", options.cmdline);
  put("/etc/hostname", `${options.hostname}\n`);
  put("/etc/hosts", `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n\n127.0.1.1\t${options.hostname}\n`);
  put("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");
  put("/etc/fstab", "proc /proc proc defaults 0 0\nLABEL=rootfs / ext4 defaults,noatime 0 1\n");
  put("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
  put("/etc/shadow", "root:*:19000:0:99999:7:::\n", 0o640);
  put("/etc/ssh/sshd_config.d/.keep", "");
  put("/etc/cloud/cloud.cfg.d/05_logging.cfg", "");
  put("/proc/device-tree/serial-number", `${options.serial}\0`);
  put("/proc/device-tree/model", `${options.model}\0`);
  put("/proc/meminfo", `MemTotal:       ${options.memoryMiB * 1024} kB\nMemFree: 1000 kB\n`);
  put("/proc/1/status", "Name:\tsystemd\nCapBnd:\t000001ffffffffff\n");
  return state;
}

/** Sets a Pi's kernel state as the firmware and systemd would at a boot: what was only in memory is reset. */
export function boot(state: PiState, options: CardOptions): void {
  state.bootId = randomUUID();
  state.boots += 1;
  const put = (path: string, content: string) => {
    state.files[path] = { content, mode: 0o644, uid: 0, gid: 0 };
  };
  const transient = /^\/(?:run|sys\/module|sys\/class\/net|proc\/sys)\//;
  const inMemory = fstabOf(state).flatMap(({ type, point }) => (type === "tmpfs" ? [`${point}/`] : []));
  for (const path of [...Object.keys(state.files), ...Object.keys(state.directories)]) {
    if (!transient.test(path) && !inMemory.some((point) => path.startsWith(point))) continue;
    delete state.files[path];
    delete state.directories[path];
  }
  for (const unit of Object.keys(state.runs)) delete state.runs[unit];
  for (const subnet of Object.keys(state.routes)) delete state.routes[subnet];
  state.rules.length = 0;
  put("/proc/sys/kernel/random/boot_id", `${state.bootId}\n`);
  put("/proc/sys/kernel/hostname", state.files["/etc/hostname"]?.content ?? "localhost\n");
  if (options.container !== "") put("/run/systemd/container", `${options.container}\n`);
  const line = (state.files["/boot/firmware/cmdline.txt"]?.content ?? "").split("\n")[0]?.trim() ?? "";
  put("/proc/cmdline", `coherent_pool=1M cgroup_disable=memory ${line}\n`);
  const memory = isInForce(kernelWords(line), "cgroup_enable=memory");
  if (options.cgroupVersion === 2) {
    put("/sys/fs/cgroup/cgroup.controllers", `cpuset cpu io ${memory ? "memory " : ""}pids\n`);
  } else {
    put("/proc/cgroups", `#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t4\t19\t${memory ? 1 : 0}\n`);
  }
  const cgroup = options.cgroupVersion === 1 && memory;
  const table = fstabOf(state);
  const mounts = table.filter(({ type }) => type === "tmpfs").map(({ point }) => `tmpfs ${point} tmpfs rw 0 0\n`);
  if (cgroup) mounts.push("cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0\n");
  put("/proc/self/mounts", mounts.join(""));
  put("/sys/module/overlay/parameters/redirect_dir", "N\n");
  for (const [key, value] of Object.entries(SYSCTLS)) put(`/proc/sys/${key}`, `${value}\n`);
  for (const unit of Object.values(state.units)) unit.active = unit.enabled;
  const journald = state.units["systemd-journald.service"];
  if (journald) journald.active = true;
  for (const name of Object.keys(state.units)) readSettings(state, name);
  const machine = state.files["/etc/machine-id"]?.content.trim();
  if (isJournalPersistent(state)) put(`/var/log/journal/${machine}/system.journal`, "of this boot");
  startSwaps(state);
  for (const [path, file] of Object.entries(state.files)) {
    if (path.startsWith("/etc/modules-load.d/")) for (const name of file.content.split("\n")) loadModule(state, name);
  }
  applySysctls(state, sysctlText(state));
}

/** systemd processes what was still in its queue, even a unit whose mask it has not read yet. */
export function finishBoot(state: PiState): void {
  state.booting = false;
  for (const unit of Object.values(state.units)) {
    if (unit.queued && !unit.masked) unit.active = true;
    unit.queued = false;
  }
}

const SYSCTLS = { "net/ipv4/ip_forward": 0, "fs/inotify/max_user_instances": 128, "fs/inotify/max_user_watches": 8192 };

export function loadModule(state: PiState, name: string): void {
  if (!/^[a-z]\w*$/.test(name) || state.absentModules.includes(name)) return;
  const file = { mode: 0o444, uid: 0, gid: 0 };
  state.files[`/sys/module/${name}/initstate`] = { ...file, content: "live\n" };
  if (name !== "br_netfilter") return;
  for (const key of ["iptables", "ip6tables"]) {
    state.files[`/proc/sys/net/bridge/bridge-nf-call-${key}`] = { ...file, content: "0\n" };
  }
}

export function applySysctls(state: PiState, text: string): void {
  for (const [, key = "", value = ""] of text.matchAll(/^([a-z][\w.-]*)\s*=\s*(\S+)$/gm)) {
    const file = state.files[`/proc/sys/${key.replaceAll(".", "/")}`];
    if (file) file.content = `${value}\n`;
  }
}
