/** The host name: in the file, in the kernel, and safe from cloud-init at the next boot. */
import type { NodeSpec } from "@rackberry/protocol";
import { differing, writeDiffering } from "../tools/files.ts";
import { sentenceOf } from "../tools/sentence.ts";
import type { Step, StepContext } from "../tools/step.ts";

/** cloud-init would restore its own name and hosts file at every boot. zz: its last file wins, and names with 99 are common. */
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
        now === name && files.length > 0 && `keep the name ${name} over reboots`,
      ]);
    },
    async apply(context) {
      await writeDiffering(context.host, await wanted(context));
      // Not hostnamectl: it waits for a bus service to start, which takes longer than all the rest.
      if ((await kernel(context)) !== name) await context.host.run(["hostname", name]);
    },
  };
}
