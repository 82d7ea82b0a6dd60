/** What the coordinator asks of the host at every connection: a few small files of the kernel, no program. */
import { defaultInterface, hostNetworks, type Interfaces, type Message } from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Clock, Host } from "../host/host.ts";
import { nodeAddresses } from "../node-addresses.ts";
// Not from the index: that would load every step with the agent.
import { finishedRole } from "../steps/kubeadm-state.ts";
import { cgroupVersion, containerKind } from "../steps/system.ts";

export interface FactSources {
  readonly host: Host;
  readonly clock: Clock;
  readonly interfaces: () => Interfaces;
  /** Id of the operation that runs now. */
  readonly running: () => string | undefined;
  /** Undefined as long as it is not known. Never waits for it, and never rejects. */
  readonly hardware: () => Promise<Message<"facts">["hardware"]>;
}

export async function gatherFacts(sources: FactSources): Promise<Message<"facts">> {
  const { host, clock, interfaces, running } = sources;
  const line = async (path: string) => ((await host.read(path)) ?? "").trim();
  const [
    hostname,
    bootId,
    kernel,
    meminfo,
    release,
    routes,
    ownNames,
    resolvedNames,
    container,
    version,
    finished,
    hardware,
  ] = await Promise.all([
    line("/proc/sys/kernel/hostname"),
    line("/proc/sys/kernel/random/boot_id"),
    line("/proc/sys/kernel/osrelease"),
    line("/proc/meminfo"),
    line("/etc/os-release"),
    line("/proc/net/route"),
    line("/etc/resolv.conf"),
    // Behind systemd-resolved the other one names the host itself.
    line("/run/systemd/resolve/resolv.conf"),
    containerKind(host),
    cgroupVersion(host),
    finishedRole(host),
    sources.hardware(),
  ]);
  return {
    hostname,
    bootId,
    kernel,
    container,
    addresses: nodeAddresses(interfaces(), defaultInterface(routes)).map(({ address }) => address),
    architecture: ARCHITECTURE,
    memoryBytes: 1024 * Number(/^MemTotal:\s*(\d+) kB$/m.exec(meminfo)?.[1] ?? 0),
    clockMs: Math.round(clock.now()),
    os: /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(release)?.[1] ?? "",
    cgroupVersion: version,
    initialised: finished === "control-plane",
    joined: finished === "worker",
    operationId: running() ?? "",
    networks: [...hostNetworks(interfaces(), routes, `${ownNames}\n${resolvedNames}`)],
    hardware,
  };
}
