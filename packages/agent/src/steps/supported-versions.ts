/** Which versions go together, said before anything is touched. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { cgroupVersion } from "./system.ts";

/** 1.20.2-00 is 1.20.2; 1.7.24~ds1-6 is 1.7.24; 2:1.0 is 1.0. */
export const versionOf = (debian: string): string => /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(debian)?.[1] ?? "";

const minorOf = (version: string): number => Number(version.split(".")[1]);

/**
 * Throws `refused`: the kubelet runs with cgroup v1 up to 1.34, and with containerd 1 up to 1.35. The containerd that apt
 * would install counts where none is installed yet.
 */
export async function refuseUnsupported(host: Host, kubernetes: string): Promise<void> {
  const minor = minorOf(kubernetes);
  if (minor >= 35 && (await cgroupVersion(host)) === 1) {
    throw new AppError(
      "refused",
      `Kubernetes ${kubernetes} does not run with cgroup v1 (from 1.35 on): use a newer OS, or a version up to 1.34`,
    );
  }
  if (minor < 36) return;
  const containerd = await containerdVersion(host);
  if (containerd === undefined || !containerd.startsWith("1.")) return;
  throw new AppError(
    "refused",
    `Kubernetes ${kubernetes} does not run with containerd ${containerd} (from 1.36 on): use a newer OS, or 1.35`,
  );
}

/** Of the package that is installed or would be; `undefined` while apt has no lists. */
async function containerdVersion(host: Host): Promise<string | undefined> {
  const policy = await host.run(["apt-cache", "policy", "containerd"]);
  const word = (key: string) => new RegExp(`^\\s*${key}: (\\S+)$`, "m").exec(policy)?.[1];
  const version = [word("Installed"), word("Candidate")].find((one) => one !== undefined && one !== "(none)");
  return version && versionOf(version);
}
