/** Kernel modules for containers and the pod network, now and after every boot. */
import { AppError, type PodNetwork } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { differing, writeDiffering, writeSentence } from "../tools/files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { containerKind } from "../tools/system.ts";
import { absentModules, installModules } from "./kernel-modules.ts";
import { objections } from "./modprobe-config.ts";

/** Where a module is visible, loaded or built in; a built-in one without parameters is not under /sys/module. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  overlay: ["/sys/module/overlay"],
  br_netfilter: ["/sys/module/br_netfilter", "/proc/sys/net/bridge/bridge-nf-call-iptables"],
  vxlan: ["/sys/module/vxlan"],
};

/** Runs after apt's proxy is set: a module may have to come from there. */
export function modules({ kind }: Pick<PodNetwork, "kind">): Step {
  const names = ["overlay", "br_netfilter", ...(kind === "flannel" ? ["vxlan"] : [])];
  const files = [
    { path: "/etc/modules-load.d/90-rackberry.conf", content: `# Written by pi-agent.\n${names.join("\n")}\n` },
  ];
  return {
    name: "modules",
    async check({ host }) {
      const missing = await missingModules(host, names);
      const absent = await absentModules(host, missing);
      const different = await differing(host, files);
      return sentenceOf([
        absent.length > 0 && `install what this kernel lacks: ${list(absent)}`,
        missing.length > 0 && `load ${list(missing)}`,
        different.length > 0 && writeSentence(different),
      ]);
    },
    async apply(context) {
      const { host } = context;
      const missing = await missingModules(host, names);
      const absent = await absentModules(host, missing);
      if (absent.length > 0) await installModules(context, absent);
      await writeDiffering(host, files);
      for (const name of missing) await load(host, name);
    },
    async notes({ host }) {
      return (await objections(host, names)).map(
        ({ module, path, line }) => `${module} is not loaded at boot: remove "${line}" from ${path}`,
      );
    },
  };
}

/** Throws `refused` when modprobe's own settings put something else in the module's place. */
async function load(host: Host, name: string): Promise<void> {
  const failure = await host.run(["modprobe", name]).then(
    () => undefined,
    (cause: unknown) => AppError.from(cause),
  );
  if (!failure && (await missingModules(host, [name])).length === 0) return;
  const [against] = (await objections(host, [name])).filter(({ kind }) => kind === "install");
  if (against) {
    const { path, line } = against;
    throw new AppError("refused", `${name} cannot be loaded: remove "${line}" from ${path}`, { cause: failure });
  }
  if (failure) throw failure;
}

async function missingModules(host: Host, names: readonly string[]): Promise<readonly string[]> {
  // In a container the kernel is the outer host's: nothing can be loaded, and built-in modules may not be visible.
  if ((await containerKind(host)) !== "") return [];
  const missing: string[] = [];
  for (const name of names) {
    const signs = await Promise.all((SIGNS[name] ?? []).map((path) => host.info(path)));
    if (signs.every((sign) => sign === undefined)) missing.push(name);
  }
  return missing;
}
