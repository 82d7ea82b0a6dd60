/** containerd's own client. */
import type { Argv, Host } from "../../host/host.ts";
import { installedRuntime } from "../packages/runtime-package.ts";
import { versionOf } from "../packages/supported-versions.ts";
import { CERTS_DIRECTORY } from "./containerd-config.ts";

/** The kubelet's images are in there. */
export const CTR = ["ctr", "--namespace=k8s.io", "images"] as const;

/** Names of the images that are here, in full. */
export const imagesHere = async (host: Host): Promise<readonly string[]> =>
  (await host.run([...CTR, "list", "--quiet"])).split("\n");

/** Pulls an image by way of the mirrors that containerd is told of; `local` is what localFlag says. */
export const pullArgv = (local: readonly string[], image: string): Argv => [
  ...CTR,
  "pull",
  ...local,
  `--hosts-dir=${CERTS_DIRECTORY}`,
  image,
];

/** From containerd 1.7 on ctr can leave the work to the daemon, which does not know the client's settings. */
export async function localFlag(host: Host): Promise<readonly string[]> {
  const [major = 0, minor = 0] = versionOf((await installedRuntime(host))?.version ?? "")
    .split(".")
    .map(Number);
  return major > 1 || (major === 1 && minor >= 7) ? ["--local"] : [];
}
