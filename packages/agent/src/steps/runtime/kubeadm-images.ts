/** Which images a Kubernetes version is made of: kubeadm knows. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";

/** A Pi takes a second for the answer, and for one version it is always the same. */
const known = new Map<string, readonly string[]>();

/** In full. Rejects as kubeadm does, which has to be installed. */
export async function kubeadmImages(
  host: Host,
  { imageRepository, kubernetesVersion }: Pick<NodeSpec, "imageRepository" | "kubernetesVersion">,
): Promise<readonly string[]> {
  const repository = imageRepository === "" ? [] : [`--image-repository=${imageRepository}`];
  const words = [`--kubernetes-version=v${kubernetesVersion}`, ...repository];
  const key = words.join(" ");
  const images =
    known.get(key) ??
    (await host.run(["kubeadm", "config", "images", "list", ...words])).split("\n").filter((image) => image !== "");
  known.set(key, images);
  return images;
}
