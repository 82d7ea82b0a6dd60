/** What the coordinator asks about the host at every connection: a few small kernel files, no program. */
import { defaultInterface, hostNetworks, type Interfaces, type Message } from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Host } from "../host/host.ts";
import { nodeAddresses } from "../node-addresses.ts";
// Not from the index: that would load every step with the agent.
import { finishedRole } from "../steps/tools/kubeadm-state.ts";
import { cgroupVersion, containerKind } from "../steps/tools/system.ts";

export interface FactSources {
  readonly host: Host;
  readonly interfaces: () => Interfaces;
  /** Id of the operation that runs now. */
  readonly running: () => string | undefined;
  /** Undefined while it is not known. Does not wait for it, and never rejects. */
  readonly hardware: () => Promise<Message<"facts">["hardware"]>;
}

export async function gatherFacts(sources: FactSources): Promise<Message<"facts">> {
  const { host, interfaces, running } = sources;
  const line = async (path: string) => ((await host.read(path)) ?? "").trim();
  const [bootId, meminfo, routes, ownNames, resolvedNames, container, version, finished, hardware] = await Promise.all([
    line("/proc/sys/kernel/random/boot_id"),
    line("/proc/meminfo"),
    line("/proc/net/route"),
    line("/etc/resolv.conf"),
    // With systemd-resolved the other file names the host itself.
    line("/run/systemd/resolve/resolv.conf"),
    containerKind(host),
    cgroupVersion(host),
    finishedRole(host),
    sources.hardware(),
  ]);
  return {
    bootId,
    container,
    addresses: nodeAddresses(interfaces(), defaultInterface(routes)).map(({ address }) => address),
    architecture: ARCHITECTURE,
    memoryBytes: 1024 * Number(/^MemTotal:\s*(\d+) kB$/m.exec(meminfo)?.[1] ?? 0),
    cgroupVersion: version,
    initialised: finished === "control-plane",
    joined: finished === "worker",
    operationId: running() ?? "",
    networks: [...hostNetworks(interfaces(), routes, `${ownNames}\n${resolvedNames}`)],
    hardware,
  };
}
