/** Copies images from containerd into the registry that fills the mirror. */
import { imageName, mirrorFolder, parseImage } from "@rackberry/protocol";
import { CTR, imagesHere, localFlag, pullArgv } from "../runtime/ctr.ts";
import type { StepContext } from "../tools/step.ts";
import { start } from "./mirror-services.ts";
import { FILL_IMAGES, FILL_IMAGES_PORT } from "./mirror-units.ts";

/** Name of the transient unit, and so the lock, of a pull or a push. */
const UNIT = "pi-agent-mirror";

/** The images in `anew` are pulled even if containerd has them. */
export async function copyImages(
  context: StepContext,
  images: readonly string[],
  anew: readonly string[],
): Promise<void> {
  if (images.length === 0) return;
  const { host, signal, output } = context;
  const here = await imagesHere(host);
  const local = await localFlag(host);
  for (const image of images) {
    if (here.includes(image) && !anew.includes(image)) continue;
    output(`pulling ${image}`);
    await host.runUnit(UNIT, pullArgv(local, image), { signal });
  }
  try {
    const pid = await start(context, FILL_IMAGES, FILL_IMAGES_PORT);
    const platform = PLATFORMS[(await host.run(["dpkg", "--print-architecture"])).trim()] ?? "linux/amd64";
    for (const image of images) {
      const { registry, path, tag } = parseImage(image);
      const copy = imageName({
        registry: `127.0.0.1:${FILL_IMAGES_PORT}`,
        path: `${mirrorFolder(registry)}/${path}`,
        tag,
      });
      output(`copying ${image}`);
      // Only this host's own part of an image is here, so only that can be copied.
      const push = [...CTR, "push", ...local, "--plain-http", `--platform=${platform}`, copy, image];
      await host.runUnit(UNIT, ["nsenter", `--net=/proc/${pid}/ns/net`, "--", ...push], { signal });
    }
  } finally {
    await host.run(["systemctl", "stop", FILL_IMAGES]);
  }
}

const PLATFORMS: Readonly<Record<string, string>> = {
  amd64: "linux/amd64",
  arm64: "linux/arm64",
  armhf: "linux/arm/v7",
};
