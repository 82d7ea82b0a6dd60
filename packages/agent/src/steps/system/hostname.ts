/** Sets the host name in the file and in the kernel, and keeps cloud-init from resetting it at the next boot. */
import type { NodeSpec } from "@rackberry/protocol";
import { differing, writeDiffering } from "../tools/files.ts";
import { sentenceOf } from "../tools/sentence.ts";
import type { Step, StepContext } from "../tools/step.ts";

/** cloud-init would restore its own name and hosts file at every boot. zz: the last file wins, and many use 99. */
const CLOUD_INIT = {
  path: "/etc/cloud/cloud.cfg.d/zz-rackberry.cfg",
  content: "# Written by pi-agent.\npreserve_hostname: true\nmanage_etc_hosts: false\n",
};

export function hostname({ name }: Pick<NodeSpec, "name">): Step {
  const wanted = async ({ host }: StepContext) => [
    { path: "/etc/hostname", content: `${name}\n` },
    ...((await host.info("/etc/cloud/cloud.cfg.d")) ? [CLOUD_INIT] : []),
  ];
  const kernel = async ({ host }: StepContext) => ((await host.read("/proc/sys/kernel/hostname")) ?? "").trim();
  return {
    name: "hostname",
    async check(context) {
      const files = await differing(context.host, await wanted(context));
      const now = await kernel(context);
      return sentenceOf([
        now !== name && `name the host ${name} (it is ${now})`,
        now === name && files.length > 0 && `keep the name ${name} across reboots`,
      ]);
    },
    async apply(context) {
      await writeDiffering(context.host, await wanted(context));
      // Not hostnamectl: it waits for a D-Bus service to start, which takes longer than the whole step.
      if ((await kernel(context)) !== name) await context.host.run(["hostname", name]);
    },
  };
}
