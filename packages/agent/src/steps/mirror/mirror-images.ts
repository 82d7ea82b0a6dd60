/** The master serves images to the rack over TLS, read-only: copies of what its own containerd has. */
import { imageName, MIRROR_IMAGES_PORT, mirrorFolder, type NodeSpec, parseImage } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { kubeadmImages } from "../runtime/kubeadm-images.ts";
import { differing, writeSentence } from "../tools/files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { ensureCertificate, isCertified, mirrorHost } from "./mirror-certificate.ts";
import { copyImages } from "./mirror-fill.ts";
import { imagesFiles } from "./mirror-programs.ts";
import {
  generationOf,
  installQuietly,
  isFilling,
  isInstalled,
  isServed,
  markGeneration,
  serve,
  writeSettings,
} from "./mirror-services.ts";
import { FILL_IMAGES, IMAGES_DIRECTORY, MIRROR_DIRECTORY, type Mirroring, SERVE_IMAGES } from "./mirror-units.ts";

export function mirrorImages({ spec, images, generation }: Mirroring): Step {
  return {
    name: "mirror-images",
    async check({ host }) {
      const files = await differing(host, imagesFiles);
      const missing = await missingImages(host, spec, images);
      return sentenceOf([
        !(await isInstalled(host, "docker-registry")) && "install docker-registry",
        files.length > 0 && writeSentence(files),
        !(await isCertified(host, mirrorHost(spec))) && `make a certificate for ${mirrorHost(spec)}`,
        missing.length > 0 && `copy ${list(missing)}`,
        (await generationOf(host, "images")) !== generation && "pull again the images that may have changed",
        (await isFilling(host, FILL_IMAGES)) && "stop the program that fills the mirror",
        !(await isServed(host, SERVE_IMAGES, MIRROR_IMAGES_PORT)) &&
          `serve images to the rack on port ${MIRROR_IMAGES_PORT}`,
      ]);
    },
    async apply(context) {
      const { host } = context;
      await installQuietly(context, "docker-registry");
      await writeSettings(host, imagesFiles, SERVE_IMAGES);
      await ensureCertificate(host, mirrorHost(spec));
      await host.makeDirectory(MIRROR_DIRECTORY);
      // Tags of Kubernetes' own images never move; those of others may.
      const anew = (await generationOf(host, "images")) === generation ? [] : images;
      await copyImages(context, [...new Set([...anew, ...(await missingImages(host, spec, images))])], anew);
      if (await isFilling(host, FILL_IMAGES)) await host.run(["systemctl", "stop", FILL_IMAGES]);
      await serve(context, SERVE_IMAGES, MIRROR_IMAGES_PORT);
      await markGeneration(host, "images", generation);
    },
  };
}

/** Programs that run on the control plane only, and would fill the master's card a second time. */
const CONTROL_PLANE = /\/(?:kube-apiserver|kube-controller-manager|kube-scheduler|etcd)$/;

/** Full names: kubeadm's images that a worker runs, and the others. */
export async function workerImages(host: Host, spec: NodeSpec, more: readonly string[]): Promise<readonly string[]> {
  const kubeadm = (await kubeadmImages(host, spec)).map(parseImage);
  const needed = kubeadm.filter(({ registry, path }) => !CONTROL_PLANE.test(`${registry}/${path}`));
  return [...new Set([...needed.map(imageName), ...more])];
}

async function missingImages(host: Host, spec: NodeSpec, more: readonly string[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const name of await workerImages(host, spec, more)) {
    const { registry, path, tag } = parseImage(name);
    // The registry's own record of a tag; it is written last.
    const repository = `${IMAGES_DIRECTORY}/docker/registry/v2/repositories/${mirrorFolder(registry)}/${path}`;
    if ((await host.read(`${repository}/_manifests/tags/${tag}/current/link`)) === undefined) missing.push(name);
  }
  return missing;
}
