/** containerd's own client. */
import type { Host } from "../host/host.ts";

/** The kubelet's images are in there. */
export const CTR = ["ctr", "--namespace=k8s.io", "images"] as const;

/** From containerd 1.7 on ctr can leave the work to the daemon, which does not know the client's settings. */
export async function localFlag(host: Host): Promise<readonly string[]> {
  return (await host.run([...CTR, "push", "--help"])).includes("--local") ? ["--local"] : [];
}
