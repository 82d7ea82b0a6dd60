/**
 * Modules that the running kernel does not have. Ubuntu's kernel for the Pi had vxlan in a package of its own from 20.10
 * to 23.10, including 22.04 (flannel#1502); elsewhere a kernel that was updated since the boot has lost its folder.
 */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { apt, configureAll, finishPending, install, interrupted, packageStates } from "../packages/dpkg.ts";
import { list } from "../tools/sentence.ts";
import type { StepContext } from "../tools/step.ts";

/** Follows the kernel through its updates. */
const EXTRA = "linux-modules-extra-raspi";

const runningKernel = async (host: Host) => ((await host.read("/proc/sys/kernel/osrelease")) ?? "").trim();

/** The package named after the running kernel: the newest may be for the kernel of the next boot. */
const extraPackages = (kernel: string) => [`linux-modules-extra-${kernel}`, EXTRA];

/** The packages that this host needed: another Pi with the same image needs them too. */
export async function installedExtras(host: Host): Promise<readonly string[]> {
  const states = await packageStates(host, extraPackages(await runningKernel(host)));
  return states.filter(({ installed }) => installed).map(({ name }) => name);
}

/** The names that modprobe finds neither as a file nor built in. */
export async function absentModules(host: Host, names: readonly string[]): Promise<readonly string[]> {
  const absent: string[] = [];
  for (const name of names) {
    const found = await host.run(["modprobe", "--dry-run", "--quiet", name]).then(
      () => true,
      () => false,
    );
    if (!found) absent.push(name);
  }
  return absent;
}

/** Installs the package with these modules. Throws `refused` when there is none for the running kernel. */
export async function installModules(context: StepContext, names: readonly string[]): Promise<void> {
  const { host } = context;
  const kernel = await runningKernel(host);
  await finishPending(context);
  if (await interrupted(host)) await configureAll(context);
  if ((await absentModules(host, names)).length === 0) return;
  await apt(context, ["update"]);
  const known = await offered(host, extraPackages(kernel));
  if (known.length > 0) await install(context, known);
  const absent = await absentModules(host, names);
  if (absent.length > 0) throw new AppError("refused", await cureOf(host, { kernel, absent, known }));
}

/** apt also knows names that others merely depend on: those have no candidate. */
async function offered(host: Host, names: readonly string[]): Promise<readonly string[]> {
  const policy = await host.run(["apt-cache", "policy", ...names]);
  const sections = policy.split(/^(?=\S)/m);
  const of = (name: string) => sections.find((section) => section.startsWith(`${name}:\n`)) ?? "";
  return names.filter((name) => /^ +Candidate: \d/m.test(of(name)));
}

interface Lack {
  readonly kernel: string;
  readonly absent: readonly string[];
  /** What apt offers, or has already installed. */
  readonly known: readonly string[];
}

async function cureOf(host: Host, { kernel, absent, known }: Lack): Promise<string> {
  const lacks = `the running kernel ${kernel} has no module ${list(absent)}`;
  if (known.length > 0) return `${lacks}, though ${list(known)} is installed, for a newer kernel: restart this Pi`;
  if ((await host.info(`/lib/modules/${kernel}`)) === undefined) {
    return `${lacks}: all its modules are gone, as happens after a kernel update: restart this Pi`;
  }
  const network = absent.every((name) => name === "vxlan") ? ", or write network: direct in rack.yaml" : "";
  return `${lacks}, and apt knows no ${EXTRA}: install the package that has it for that kernel${network}`;
}
