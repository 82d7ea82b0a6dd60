/** Which images a Kubernetes version is made of: kubeadm knows. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";

export async function kubeadmImages(host: Host, spec: NodeSpec): Promise<readonly string[]> {
  const repository = spec.imageRepository === "" ? [] : [`--image-repository=${spec.imageRepository}`];
  const version = `--kubernetes-version=v${spec.kubernetesVersion}`;
  const images = await host.run(["kubeadm", "config", "images", "list", version, ...repository]);
  return images.split("\n").filter((image) => image !== "");
}
