/** ctr, containerd's own client. */
import type { Argv, Host } from "../../host/host.ts";
import { installedRuntime } from "../packages/runtime-package.ts";
import { versionOf } from "../packages/supported-versions.ts";
import { CERTS_DIRECTORY } from "./containerd-config.ts";

/** The kubelet's images are in this namespace. */
export const CTR = ["ctr", "--namespace=k8s.io", "images"] as const;

/** Full names of the images on this host. */
export const imagesHere = async (host: Host): Promise<readonly string[]> =>
  (await host.run([...CTR, "list", "--quiet"])).split("\n");

/** Pulls an image through the mirrors that containerd is configured with; `local` comes from localFlag. */
export const pullArgv = (local: readonly string[], image: string): Argv => [
  ...CTR,
  "pull",
  ...local,
  `--hosts-dir=${CERTS_DIRECTORY}`,
  image,
];

/** From containerd 1.7 on, ctr may leave the pull to the daemon, which ignores the client's settings. */
export async function localFlag(host: Host): Promise<readonly string[]> {
  const [major = 0, minor = 0] = versionOf((await installedRuntime(host))?.version ?? "")
    .split(".")
    .map(Number);
  return major > 1 || (major === 1 && minor >= 7) ? ["--local"] : [];
}
