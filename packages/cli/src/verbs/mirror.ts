import { imageName, parseImage, quoted } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { usageError, type Verb } from "../verb.ts";

/** Images that one rack's mirror is asked for. */
const MOST = 64;

export const mirror: Verb = {
  name: "mirror",
  usage: "[IMAGE...] [--off]",
  summary: "let the master serve packages and images, so that workers need no internet",
  options: { off: { type: "boolean" } },
  takes: [0, MOST],
  help: `
The master pulls what a worker needs (Debian's and Kubernetes' packages, Kubernetes' images) and every
IMAGE, once, and serves it to the rack; from then on workers ask nobody else for it. Packages keep the
signatures of those who made them. The network can read the mirror and not change it. It is filled by the
master's own kind of system: workers have the same release and architecture.

Asked again, the master pulls what is there now; images are added to those of earlier calls. The master
itself needs the internet while it pulls. pictl status shows how far it is, pictl plan what it would do.

Options
  --off   workers get things from the internet again, and the master removes the mirror

Examples
  pictl mirror
  pictl mirror nginx redis:7 ghcr.io/me/app:1.2
  pictl mirror --off
`,
  async run(context, given, { off }) {
    if (off) {
      if (given.length > 0) throw usageError("--off takes the whole mirror away: name no images");
      await (await openClient(context)).unmirror();
      context.print("the mirror is taken away: pictl status shows when it is done");
      return 0;
    }
    const images = given.map(parse);
    await (await openClient(context)).mirror({ images });
    context.print("the master fills the mirror: pictl status --watch shows how far it is");
    return 0;
  },
};

function parse(given: string): string {
  try {
    return imageName(parseImage(given));
  } catch {
    // What may be a password is not repeated.
    throw usageError(`${quoted(given.replace(/^[^/]*:[^/]*@/, "…@"))} is not an image with a tag, such as nginx:1.27`);
  }
}
