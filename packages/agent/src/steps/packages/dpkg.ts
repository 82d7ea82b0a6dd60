/** What dpkg knows, and apt-get as a unit that outlives the agent. */
import { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../../host/host.ts";
import { list } from "../tools/sentence.ts";
import type { StepContext } from "../tools/step.ts";
import { untilItsTurn } from "../tools/units.ts";

/** Name of the transient unit, and so the lock, of everything that calls apt or dpkg. */
const APT_UNIT = "pi-agent-apt";

export interface PackageState {
  readonly name: string;
  readonly version: string;
  readonly installed: boolean;
  readonly held: boolean;
  /** dpkg's own word that nothing but a new installation mends it. */
  readonly broken: boolean;
}

/** What one step or another asks about: asked all at once, dpkg is asked once for several of them. */
const USUAL = ["kubeadm", "kubelet", "kubectl", "cri-tools", "containerd", "containerd.io", "iptables", "nfs-common"];

/** States of those packages that dpkg has heard of. */
export async function packageStates(host: Host, names: readonly string[]): Promise<readonly PackageState[]> {
  const asked = [...new Set([...USUAL, ...names])];
  // Exit 1: at least one name is unknown; the others are answered all the same.
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

/** Names of all that is installed. */
export async function allInstalled(host: Host): Promise<readonly string[]> {
  const format = ["Package", "db:Status-Status"].map((name) => `\${${name}}`).join(" ");
  const answer = await host.run(["dpkg-query", "--show", `--showformat=${format}\\n`]);
  return [...answer.matchAll(/^(\S+) installed$/gm)].map(([, name = ""]) => name);
}

/** Whether a pulled plug (or a kill) left dpkg in the middle of something. */
export async function interrupted(host: Host): Promise<boolean> {
  if (((await host.list("/var/lib/dpkg/updates")) ?? []).length > 0) return true;
  const status = (await host.read("/var/lib/dpkg/status")) ?? "";
  return /^Status: \S+ \S+ (?:half-installed|unpacked|half-configured|triggers-pending)$/m.test(status);
}

/** Whether `dpkg --verify` found a file of a package missing or cut short. */
export function isDamaged(answer: string): boolean {
  // "??5?????? c /path": c is a configuration file, which may differ. Small systems leave documentation out.
  return /^(?:..5\S*|missing)\s+\/(?!usr\/share\/(?:doc|man|info|locale)\b)/m.test(answer);
}

/** apt-get with what an unattended run needs; waits up to ten minutes for whoever holds the lock. */
export async function apt(context: StepContext, args: readonly string[], env: Environment = {}): Promise<void> {
  // At a first boot cloud-init writes apt's sources, and the agent may be there before that.
  await untilItsTurn(context, "cloud-config.service");
  const options = ["--yes", "--quiet", "-oDPkg::Lock::Timeout=600", "-oAcquire::Retries=3", "-oDpkg::Use-Pty=0"];
  await runUnlocked(context, ["apt-get", ...options, ...args], env);
}

/** Finishes what was interrupted; leaves what another dpkg, whose end is waited for, is about to finish. */
export async function configureAll(context: StepContext): Promise<void> {
  await runUnlocked(context, ["dpkg", "--configure", "--pending", "--force-confold"]);
}

/** Waits for what an earlier life of the agent began; how it ended is seen by what is installed then. */
export async function finishPending({ host, signal, output }: StepContext): Promise<void> {
  const argv = await host.pendingUnit(APT_UNIT);
  if (!argv) return;
  output(`${argv[0]} was started before the agent restarted: waiting for it to end`);
  await host.runUnit(APT_UNIT, argv, { signal, onLine: output }).catch((cause) => {
    signal.throwIfAborted();
    output(AppError.from(cause).message);
  });
}

type Environment = Readonly<Record<string, string>>;

/** Milliseconds. */
const LOCK_PATIENCE = 600_000;

/** Neither dpkg nor apt-get update knows how to wait for its lock, which cloud-init or a person may hold. */
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
 * Installs, without what is recommended only, keeping configuration files that somebody changed. Throws `refused` when
 * something that is here would have to go for it; nothing is touched then.
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
    const what = going.length > 0 ? list(going) : "packages that are here";
    throw new AppError(
      "refused",
      `${list(names.map((name) => name.replace(/=.*/, "")))} cannot be installed beside ${what}: nothing was removed; ` +
        "remove them by hand, or start this Pi with a fresh card",
      { detail, cause },
    );
  }
}

/** needrestart would ask which services to restart. */
const ENVIRONMENT = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1" };

/**
 * Packages install their services without starting them and without a reload for each (systemd, ENVIRONMENT.md): for who
 * starts them himself, with settings of his own. systemd reads a unit that is new when somebody first asks for it.
 */
export const WITHOUT_STARTS: Environment = { SYSTEMD_OFFLINE: "1" };
