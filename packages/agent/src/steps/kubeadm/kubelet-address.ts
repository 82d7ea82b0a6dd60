/**
 * The kubelet's address: kubeadm join wrote it down, and a changed lease leaves the kubelet with an address that its host
 * does not have ("failed to validate nodeIP"). A control plane also has its address in certificates and etcd, so it is not
 * changed.
 */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { finishedRole } from "../tools/kubeadm-state.ts";
import { isStale, markStale, unmarkStale } from "../tools/stale-units.ts";
import type { Step } from "../tools/step.ts";
import { BOOT_PATIENCE } from "../tools/units.ts";

/** Written by kubeadm: KUBELET_KUBEADM_ARGS="… --node-ip=10.0.0.11 …" */
const FLAGS = "/var/lib/kubelet/kubeadm-flags.env";
const NODE_IP = /(?<=--node-ip=)[0-9.]+/;
const KUBELET = "kubelet.service";

export function kubeletAddress({ name, hosts }: NodeSpec): Step {
  const address = hosts.find((host) => host.name === name)?.address;
  return {
    name: "kubelet-address",
    async check({ host }) {
      const old = await oldAddress(host, address);
      if (old) return `tell the kubelet that its address is ${address} (it was ${old})`;
      return (await isStale(host, KUBELET)) ? "restart the kubelet with its address" : undefined;
    },
    async apply({ host }) {
      if (await oldAddress(host, address)) {
        // Marked before the file is right: an agent killed in between would find nothing to do.
        await markStale(host, KUBELET);
        const flags = (await host.read(FLAGS)) ?? "";
        await host.write(FLAGS, flags.replace(NODE_IP, address ?? ""));
      }
      await host.run(["systemctl", "restart", KUBELET], { timeout: BOOT_PATIENCE });
      await unmarkStale(host, KUBELET);
    },
  };
}

/** The address that the kubelet was given, if it is not the node's. */
async function oldAddress(host: Host, address: string | undefined): Promise<string | undefined> {
  if (!address || (await finishedRole(host)) !== "worker") return undefined;
  const told = NODE_IP.exec((await host.read(FLAGS)) ?? "")?.[0];
  return told === address ? undefined : told;
}
