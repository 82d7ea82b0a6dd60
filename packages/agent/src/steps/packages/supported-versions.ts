/** Which versions work together, checked before anything is installed. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { cgroupVersion, containerKind } from "../tools/system.ts";
import { installedRuntime } from "./runtime-package.ts";

/** 1.36.3-1.1 is 1.36.3; 1.7.24~ds1-6 is 1.7.24; 2:1.0 is 1.0. */
export const versionOf = (debian: string): string => /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(debian)?.[1] ?? "";

/** Minors of Kubernetes. From the first on the kubelet has to be told that it may run with cgroup v1 (KEP-5573). */
const REFUSES_CGROUP_1 = 35;
/** containerd's own table (its RELEASES.md) lists only 2.x from this minor on. */
const RECOMMENDS_CONTAINERD_2 = 36;
/** The kubelet asks the runtime for its cgroup driver, which 1.x cannot tell; until then it helps itself (KEP-4033). */
const REFUSES_CONTAINERD_1 = 38;

const minorOf = (kubernetes: string): number => Number(kubernetes.split(".")[1]);

/**
 * Throws `refused` when this host cannot run the version. A container's cgroups are its outer host's: there the coordinator
 * tells the kubelet to run with v1.
 */
export async function refuseUnsupported(host: Host, kubernetes: string): Promise<void> {
  const old = minorOf(kubernetes) >= REFUSES_CGROUP_1 && (await cgroupVersion(host)) === 1;
  if (old && (await containerKind(host)) === "") {
    const word = await (await import("../trouble/index.ts")).cgroup1Word(host);
    const mend = word ? `remove ${word} from the boot partition's cmdline.txt and reboot` : "use a newer OS";
    throw new AppError(
      "refused",
      `Kubernetes ${kubernetes} does not run with cgroup v1 (from 1.${REFUSES_CGROUP_1} on): ${mend}`,
    );
  }
  if (minorOf(kubernetes) >= REFUSES_CONTAINERD_1) refuseContainerd(kubernetes, await installedContainerd(host));
}

/** As `refuseUnsupported`, for the containerd that apt would install; call it once apt's lists are current. */
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
      `newer OS, or kubernetes: "1.${REFUSES_CONTAINERD_1 - 1}" in rack.yaml`,
  );
}

/** What a person should know of the two that are installed; `undefined` when there is nothing to say. */
export async function containerdAdvice(host: Host, kubernetes: string): Promise<string | undefined> {
  const containerd = await installedContainerd(host);
  if (minorOf(kubernetes) < RECOMMENDS_CONTAINERD_2 || !containerd.startsWith("1.")) return undefined;
  return (
    `Kubernetes ${kubernetes} runs with containerd ${containerd}, for which containerd's own table recommends 2.x: a ` +
    "newer OS has that"
  );
}

/** Empty while none is installed. */
async function installedContainerd(host: Host): Promise<string> {
  return versionOf((await installedRuntime(host))?.version ?? "");
}
