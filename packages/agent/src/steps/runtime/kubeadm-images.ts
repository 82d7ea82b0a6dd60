/** Asks kubeadm which images a Kubernetes version consists of. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";

/** Answers by arguments: kubeadm takes a second on a Pi, and always answers the same for one version. */
const known = new Map<string, readonly string[]>();

/** Full image names. Rejects with kubeadm's error; kubeadm has to be installed. */
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
