/** Asks dpkg for package states, and runs apt-get as a unit that outlives the agent. */
import { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../../host/host.ts";
import { DPKG_STATUS } from "../tools/dpkg-status.ts";
import { list } from "../tools/sentence.ts";
import type { StepContext } from "../tools/step.ts";
import { untilItsTurn } from "../tools/units.ts";

/** The transient unit of everything that runs apt or dpkg; its name also serves as the lock. */
const APT_UNIT = "pi-agent-apt";

export interface PackageState {
  readonly name: string;
  readonly version: string;
  readonly installed: boolean;
  readonly held: boolean;
  /** dpkg marks it as repairable only by installing it again. */
  readonly broken: boolean;
}

/** Packages that the steps ask about: queried together, one answer serves several steps. */
const USUAL = ["kubeadm", "kubelet", "kubectl", "cri-tools", "containerd", "containerd.io", "iptables", "nfs-common"];

/** States of those packages that dpkg knows. */
export async function packageStates(host: Host, names: readonly string[]): Promise<readonly PackageState[]> {
  const asked = [...new Set([...USUAL, ...names])];
  // Exit 1: at least one name is unknown; dpkg still answers for the others.
  const fields = ["Package", "db:Status-Want", "db:Status-Eflag", "db:Status-Status", "Version"];
  const format = `${fields.map((field) => `\${${field}}`).join(" ")}\\n`;
  const answer = await host.run(["dpkg-query", "--show", `--showformat=${format}`, ...asked], { okCodes: [0, 1] });
  return answer.split("\n").flatMap((line) => {
    const [name, want, eflag, status, version = ""] = line.split(" ");
    if (!name || !names.includes(name)) return [];
    const installed = status === "installed" && eflag === "ok";
    return [{ name, version, installed, held: want === "hold", broken: eflag === "reinstreq" }];
  });
}

/** What apt-mark hold does, without reading the lists of a whole distribution first. */
export async function hold(host: Host, names: readonly string[]): Promise<void> {
  await host.run(["dpkg", "--set-selections"], { stdin: names.map((name) => `${name} hold\n`).join("") });
}

/** Names of all installed packages. */
export async function allInstalled(host: Host): Promise<readonly string[]> {
  const format = ["Package", "db:Status-Status"].map((name) => `\${${name}}`).join(" ");
  const answer = await host.run(["dpkg-query", "--show", `--showformat=${format}\\n`]);
  return [...answer.matchAll(/^(\S+) installed$/gm)].map(([, name = ""]) => name);
}

/** Whether a power cut (or a kill) interrupted dpkg. */
export async function interrupted(host: Host): Promise<boolean> {
  if (((await host.list("/var/lib/dpkg/updates")) ?? []).length > 0) return true;
  const status = (await host.read(DPKG_STATUS)) ?? "";
  return /^Status: \S+ \S+ (?:half-installed|unpacked|half-configured|triggers-pending)$/m.test(status);
}

/** Whether `dpkg --verify` found a file of a package missing or cut short. */
export function isDamaged(answer: string): boolean {
  // "??5?????? c /path": c marks a configuration file, which may differ. Small systems leave documentation out.
  return /^(?:..5\S*|missing)\s+\/(?!usr\/share\/(?:doc|man|info|locale)\b)/m.test(answer);
}

/** Runs apt-get unattended; waits up to ten minutes for another holder of the lock. */
export async function apt(context: StepContext, args: readonly string[], env: Environment = {}): Promise<void> {
  // At a first boot cloud-init writes apt's sources, and the agent may start before that.
  await untilItsTurn(context, "cloud-config.service");
  const options = ["--yes", "--quiet", "-oDPkg::Lock::Timeout=600", "-oAcquire::Retries=3", "-oDpkg::Use-Pty=0"];
  await runUnlocked(context, ["apt-get", ...options, ...args], env);
}

/** Finishes interrupted installations. Waits for another dpkg first, and leaves to it what it finishes. */
export async function configureAll(context: StepContext): Promise<void> {
  await runUnlocked(context, ["dpkg", "--configure", "--pending", "--force-confold"]);
}

/** Waits for an apt or dpkg begun before the agent's restart; what is installed then shows how it ended. */
export async function finishPending({ host, signal, output }: StepContext): Promise<void> {
  const argv = await host.pendingUnit(APT_UNIT);
  if (!argv) return;
  output(`${argv[0]} was started before the agent's restart: waiting for it to end`);
  await host.runUnit(APT_UNIT, argv, { signal, onLine: output }).catch((cause) => {
    signal.throwIfAborted();
    output(AppError.from(cause).message);
  });
}

type Environment = Readonly<Record<string, string>>;

/** Milliseconds. */
const LOCK_PATIENCE = 600_000;

/** Waits for the lock, which cloud-init or a person may hold: neither dpkg nor apt-get update can wait for it. */
async function runUnlocked({ host, clock, signal, output }: StepContext, argv: Argv, env: Environment = {}) {
  const end = clock.monotonic() + LOCK_PATIENCE;
  for (;;) {
    try {
      await host.runUnit(APT_UNIT, argv, { env: { ...ENVIRONMENT, ...env }, signal, onLine: output });
      return;
    } catch (cause) {
      const locked = /could not get lock|is locked by another process/i.test(AppError.from(cause).detail);
      if (!locked || clock.monotonic() > end) throw cause;
      await clock.sleep(1_000, signal);
    }
  }
}

/**
 * Installs packages without recommended ones and keeps changed configuration files. Throws `refused`, without changing
 * anything, when an installed package would have to be removed.
 */
export async function install(
  context: StepContext,
  names: readonly string[],
  more: readonly string[] = [],
  env: Environment = {},
): Promise<void> {
  const kept = ["-oDpkg::Options::=--force-confold", "-oDpkg::Options::=--force-confdef", "--no-remove"];
  try {
    await apt(context, ["install", "--fix-broken", "--no-install-recommends", ...kept, ...more, ...names], env);
  } catch (cause) {
    const { detail } = AppError.from(cause);
    if (!/remove is disabled/.test(detail)) throw cause;
    const going = /The following packages will be REMOVED:\n((?: .*\n?)+)/.exec(detail)?.[1]?.trim().split(/\s+/) ?? [];
    const what = going.length > 0 ? list(going) : "installed packages";
    throw new AppError(
      "refused",
      `${list(names.map((name) => name.replace(/=.*/, "")))} cannot be installed beside ${what}: nothing was removed: ` +
        "remove that by hand, or start this Pi with a fresh card",
      { detail, cause },
    );
  }
}

/** needrestart would ask which services to restart. */
const ENVIRONMENT = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1" };

/**
 * Packages install their services without starting them and without a reload for each (systemd, ENVIRONMENT.md): for callers
 * that start them later with their own settings. systemd loads a new unit when it is first needed.
 */
export const WITHOUT_STARTS: Environment = { SYSTEMD_OFFLINE: "1" };
