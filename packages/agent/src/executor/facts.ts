/** What the coordinator asks of the host at every connection: a few small files of the kernel, no program. */
import { ClusterRole, defaultInterface, hostNetworks, type Interfaces, type Message } from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Host } from "../host/host.ts";
import { nodeAddresses } from "../node-addresses.ts";
// Not from the index: that would load every step with the agent.
import { packageVersions } from "../steps/tools/dpkg-status.ts";
import { clusterOf, finishedRole } from "../steps/tools/kubeadm-state.ts";
import { cgroupVersion, containerKind } from "../steps/tools/system.ts";

export interface FactSources {
  readonly host: Host;
  readonly interfaces: () => Interfaces;
  /** Id of the operation that runs now. */
  readonly running: () => string | undefined;
  /** Undefined as long as it is not known. Never waits for it, and never rejects. */
  readonly hardware: () => Promise<Message<"facts">["hardware"]>;
}

const ROLES = { worker: ClusterRole.WORKER, "control-plane": ClusterRole.CONTROL_PLANE } as const;

export async function gatherFacts(sources: FactSources): Promise<Message<"facts">> {
  const { host, interfaces, running } = sources;
  const line = async (path: string) => ((await host.read(path)) ?? "").trim();
  const [bootId, meminfo, routes, ownNames, resolvedNames, container, version, role, software, hardware] =
    await Promise.all([
      line("/proc/sys/kernel/random/boot_id"),
      line("/proc/meminfo"),
      line("/proc/net/route"),
      line("/etc/resolv.conf"),
      // Behind systemd-resolved the other one names the host itself.
      line("/run/systemd/resolve/resolv.conf"),
      containerKind(host),
      cgroupVersion(host),
      finishedRole(host),
      installed(host),
      sources.hardware(),
    ]);
  return {
    bootId,
    container,
    addresses: nodeAddresses(interfaces(), defaultInterface(routes)).map(({ address }) => address),
    architecture: ARCHITECTURE,
    memoryBytes: 1024 * Number(/^MemTotal:\s*(\d+) kB$/m.exec(meminfo)?.[1] ?? 0),
    cgroupVersion: version,
    role: role ? ROLES[role] : ClusterRole.NO_ROLE,
    cluster: role && (await clusterOf(host)),
    software,
    operationId: running() ?? "",
    networks: [...hostNetworks(interfaces(), routes, `${ownNames}\n${resolvedNames}`)],
    hardware,
  };
}

async function installed(host: Host): Promise<Message<"facts">["software"]> {
  const kernel = ((await host.read("/proc/sys/kernel/osrelease")) ?? "").trim();
  return { kernel, ...(await packageVersions(host, ["kubelet", "containerd"])) };
}
