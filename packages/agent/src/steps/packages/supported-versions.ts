/** Checks that versions are compatible before anything is installed. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { cgroupVersion, containerKind } from "../tools/system.ts";
import { installedRuntime } from "./runtime-package.ts";

/** 1.36.3-1.1 is 1.36.3; 1.7.24~ds1-6 is 1.7.24; 2:1.0 is 1.0. */
export const versionOf = (debian: string): string => /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(debian)?.[1] ?? "";

/** Kubernetes minors. From this one on, the kubelet runs with cgroup v1 only if its configuration allows it (KEP-5573). */
const REFUSES_CGROUP_1 = 35;
/** From this one on, containerd's own table (RELEASES.md) lists only 2.x. */
const RECOMMENDS_CONTAINERD_2 = 36;
/** From this one on, the kubelet must learn its cgroup driver from the runtime, and 1.x cannot report it (KEP-4033). */
const REFUSES_CONTAINERD_1 = 38;

const minorOf = (kubernetes: string): number => Number(kubernetes.split(".")[1]);

/**
 * Throws `refused` when this host's cgroup version or containerd does not suit the version. A container has its host's
 * cgroups: there the coordinator allows the kubelet to run with v1.
 */
export async function refuseUnsupported(host: Host, kubernetes: string): Promise<void> {
  const old = minorOf(kubernetes) >= REFUSES_CGROUP_1 && (await cgroupVersion(host)) === 1;
  if (old && (await containerKind(host)) === "") {
    const word = await (await import("../trouble/index.ts")).cgroup1Word(host);
    const cure = word ? `remove ${word} from the boot partition's cmdline.txt and reboot` : "use a newer OS";
    throw new AppError(
      "refused",
      `Kubernetes ${kubernetes} does not run with cgroup v1 (from 1.${REFUSES_CGROUP_1} on): ${cure}`,
    );
  }
  if (minorOf(kubernetes) >= REFUSES_CONTAINERD_1) refuseContainerd(kubernetes, await installedContainerd(host));
}

/** Like `refuseUnsupported`, for the containerd that apt would install; call after apt has updated its lists. */
export async function refuseCandidate(host: Host, kubernetes: string): Promise<void> {
  if (minorOf(kubernetes) < REFUSES_CONTAINERD_1) return;
  const policy = await host.run(["apt-cache", "policy", "containerd"]);
  refuseContainerd(kubernetes, versionOf(/^\s*Candidate: (\S+)$/m.exec(policy)?.[1] ?? ""));
}

function refuseContainerd(kubernetes: string, containerd: string): void {
  if (!containerd.startsWith("1.")) return;
  throw new AppError(
    "refused",
    `Kubernetes ${kubernetes} does not run with containerd ${containerd} (from 1.${REFUSES_CONTAINERD_1} on): use a ` +
      `newer OS, or set kubernetes: "1.${REFUSES_CONTAINERD_1 - 1}" in rack.yaml`,
  );
}

/** Advice about the installed containerd; undefined when there is none. */
export async function containerdAdvice(host: Host, kubernetes: string): Promise<string | undefined> {
  const containerd = await installedContainerd(host);
  if (minorOf(kubernetes) < RECOMMENDS_CONTAINERD_2 || !containerd.startsWith("1.")) return undefined;
  return (
    `Kubernetes ${kubernetes} runs with containerd ${containerd}, but containerd's own table recommends 2.x: to ` +
    "get that, use a newer OS"
  );
}

/** Its version; empty while none is installed. */
async function installedContainerd(host: Host): Promise<string> {
  return versionOf((await installedRuntime(host))?.version ?? "");
}
