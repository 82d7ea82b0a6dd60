/** What workers are told about a filled mirror. */
import { AppError, type MirrorContent, parseImage } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { readKey } from "../packages/apt-repository.ts";
import { workerImages } from "./mirror-images.ts";
import { IMAGES_CERTIFICATE, type Mirroring } from "./mirror-units.ts";

/** The content of the mirror after it was filled. Throws `internal` when something is missing. */
export async function readMirrorContent(host: Host, { spec, images }: Mirroring): Promise<MirrorContent> {
  const [packagesKey, certificate] = [await readKey(host), await host.read(IMAGES_CERTIFICATE)];
  if (packagesKey === "" || !certificate) throw new AppError("internal", "the mirror's key or certificate is missing");
  const registries = (await workerImages(host, spec, images)).map((image) => parseImage(image).registry);
  return { packagesKey, certificate, registries: [...new Set(registries)].sort() };
}
