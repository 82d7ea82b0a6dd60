/** What the coordinator asks about the host at every connection: a few small files, no program. */
import { ClusterRole, defaultInterface, hostNetworks, type Interfaces, type Message } from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Host } from "../host/host.ts";
import { nodeAddresses } from "../node-addresses.ts";
// Not from the index: that would load every step with the agent.
import { packageVersions } from "../steps/tools/dpkg-status.ts";
import { CLUSTER_CA, caHashIn, finishedRole } from "../steps/tools/kubeadm-state.ts";
import { bootId, cgroupVersion, containerKind } from "../steps/tools/system.ts";

export interface FactSources {
  readonly host: Host;
  readonly interfaces: () => Interfaces;
  /** Id of the running operation. */
  readonly running: () => string | undefined;
  /** How many operations have ended: each may have installed something. */
  readonly ended: () => number;
  /** Undefined while unknown. Does not wait, and never rejects. */
  readonly hardware: () => Promise<Message<"facts">["hardware"]>;
}

/** Answers with the current facts. */
export function facts({ host, interfaces, running, ended, hardware }: FactSources): () => Promise<Message<"facts">> {
  let boot: OfTheBoot | undefined;
  let installed: { readonly after: number; readonly software: Software } | undefined;
  let ca: { readonly pem: string | undefined; readonly hash: string | undefined } | undefined;
  return async () => {
    boot ??= await ofTheBoot(host);
    const [routes, ownNames, resolvedNames, role, found] = await Promise.all([
      lineOf(host, "/proc/net/route"),
      lineOf(host, "/etc/resolv.conf"),
      // With systemd-resolved, the other file names only the host itself.
      lineOf(host, "/run/systemd/resolve/resolv.conf"),
      finishedRole(host),
      hardware(),
    ]);
    const after = ended();
    if (installed?.after !== after) installed = { after, software: await softwareOf(host) };
    const pem = role && (await host.read(CLUSTER_CA));
    if (!ca || ca.pem !== pem) ca = { pem, hash: pem && caHashIn(pem) };
    const all = interfaces();
    return {
      ...boot,
      addresses: nodeAddresses(all, defaultInterface(routes)).map(({ address }) => address),
      role: role ? ROLES[role] : ClusterRole.NO_ROLE,
      cluster: ca.hash,
      software: installed.software,
      operationId: running() ?? "",
      networks: [...hostNetworks(all, routes, `${ownNames}\n${resolvedNames}`)],
      hardware: found,
    };
  };
}

const ROLES = { worker: ClusterRole.WORKER, "control-plane": ClusterRole.CONTROL_PLANE } as const;

type Software = NonNullable<Message<"facts">["software"]>;

const softwareOf = async (host: Host): Promise<Software> => ({
  kernel: await lineOf(host, "/proc/sys/kernel/osrelease"),
  ...(await packageVersions(host, ["kubelet", "containerd"])),
});

type OfTheBoot = Pick<Message<"facts">, "bootId" | "container" | "architecture" | "memoryBytes" | "cgroupVersion">;

/** What cannot change before the next boot, and so not during the executor's life. */
async function ofTheBoot(host: Host): Promise<OfTheBoot> {
  const meminfo = await lineOf(host, "/proc/meminfo");
  return {
    bootId: await bootId(host),
    container: await containerKind(host),
    architecture: ARCHITECTURE,
    memoryBytes: 1024 * Number(/^MemTotal:\s*(\d+) kB$/m.exec(meminfo)?.[1] ?? 0),
    cgroupVersion: await cgroupVersion(host),
  };
}

const lineOf = async (host: Host, path: string) => ((await host.read(path)) ?? "").trim();
