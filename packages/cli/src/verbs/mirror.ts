import { imageName, parseImage, quoted } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { usageError, type Verb } from "../verb.ts";

/** Most images that one command may ask for. */
const MOST = 64;

export const mirror: Verb = {
  name: "mirror",
  usage: "[IMAGE...] [--off]",
  summary: "make the master serve packages and images, so that workers need no internet",
  options: { off: { type: "boolean" } },
  takes: [0, MOST],
  help: `
The master downloads what a worker needs (Debian's and Kubernetes' packages, Kubernetes' images) and every
IMAGE, once, and serves them to the rack; from then on workers fetch them from nowhere else. Packages keep
their original signatures. Hosts on the network can read the mirror but not change it. The mirror holds
packages for the master's own system: workers must have the same release and architecture.

Run it again to download what is current now; images are added to those of earlier runs. The master itself
needs the internet while it downloads. pictl status shows the progress, pictl plan what would be done.

Options
  --off   workers use the internet again, and the master removes the mirror

Examples
  pictl mirror
  pictl mirror nginx redis:7 ghcr.io/me/app:1.2
  pictl mirror --off
`,
  async run(context, given, { off }) {
    if (off) {
      if (given.length > 0) throw usageError("--off removes the whole mirror: name no images");
      await (await openClient(context)).unmirror();
      context.print("the master removes the mirror: pictl status shows when it is done");
      return 0;
    }
    const images = given.map(parse);
    await (await openClient(context)).mirror({ images });
    context.print("the master fills the mirror: pictl status --watch shows the progress");
    return 0;
  },
};

function parse(given: string): string {
  try {
    return imageName(parseImage(given));
  } catch {
    // A possible password is not repeated.
    throw usageError(`${quoted(given.replace(/^[^/]*:[^/]*@/, "…@"))} is not an image with a tag, such as nginx:1.27`);
  }
}
