/** kubelet and containerd must agree who makes the pods' cgroups; init reports success when they do not. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { hostCgroupDriver } from "./system.ts";

/** Throws `refused` when a kubelet configuration in `text` names the driver that containerd does not use. */
export async function refuseOtherDriver(host: Host, text: string, where: string): Promise<void> {
  const named = /^cgroupDriver:\s*"?(\w+)"?\s*$/m.exec(text)?.[1];
  const right = await hostCgroupDriver(host);
  if (named === undefined || named === right) return;
  throw new AppError(
    "refused",
    `${where} gives the kubelet the cgroup driver ${named}, while containerd here uses ${right}: pods would be killed ` +
      "again and again (kubernetes#106464)",
  );
}

/** The configuration that the running kubelet was given; v1.21 and older without a word means cgroupfs. */
export async function checkKubeletDriver(host: Host): Promise<void> {
  const path = "/var/lib/kubelet/config.yaml";
  const text = await host.read(path);
  if (text !== undefined) await refuseOtherDriver(host, text, path);
}
