/** The master serves Debian's and Kubernetes' packages to the rack: pulled once, with their makers' signatures. */
import { MIRROR_PACKAGES_PORT } from "@rackberry/protocol";
import { finishPending } from "../packages/dpkg.ts";
import { differing, writeSentence } from "../tools/files.ts";
import { sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { packagesFiles } from "./mirror-programs.ts";
import { pullThrough } from "./mirror-pull.ts";
import {
  generationOf,
  installQuietly,
  isFilling,
  isInstalled,
  isServed,
  markGeneration,
  serve,
  start,
  writeSettings,
} from "./mirror-services.ts";
import { FILL_PACKAGES, FILL_PACKAGES_PORT, MIRROR_DIRECTORY, type Mirroring, SERVE_PACKAGES } from "./mirror-units.ts";

/** While it may, apt-cacher-ng asks upstream about every index again and fails without an answer: so it may not. */
export function mirrorPackages({ spec, generation }: Mirroring): Step {
  return {
    name: "mirror-packages",
    async check({ host }) {
      const files = await differing(host, packagesFiles);
      return sentenceOf([
        !(await isInstalled(host, "apt-cacher-ng")) && "install apt-cacher-ng",
        files.length > 0 && writeSentence(files),
        (await generationOf(host, "packages")) !== generation && "pull the packages of a worker",
        (await isFilling(host, FILL_PACKAGES)) && "stop the program that fills the mirror",
        !(await isServed(host, SERVE_PACKAGES, MIRROR_PACKAGES_PORT)) &&
          `serve packages to the rack on port ${MIRROR_PACKAGES_PORT}`,
      ]);
    },
    async apply(context) {
      const { host } = context;
      // A download begun before the agent restarted needs the filler and the folder that are about to be replaced.
      await finishPending(context);
      await installQuietly(context, "apt-cacher-ng");
      await writeSettings(host, packagesFiles, SERVE_PACKAGES);
      await host.makeDirectory(MIRROR_DIRECTORY);
      const pulls = (await generationOf(host, "packages")) !== generation;
      if (pulls) {
        try {
          await start(context, FILL_PACKAGES, FILL_PACKAGES_PORT);
          await pullThrough(context, spec, { port: FILL_PACKAGES_PORT, fromUpstream: true });
        } finally {
          await host.run(["systemctl", "stop", FILL_PACKAGES]);
        }
      }
      if (await isFilling(host, FILL_PACKAGES)) await host.run(["systemctl", "stop", FILL_PACKAGES]);
      await serve(context, SERVE_PACKAGES, MIRROR_PACKAGES_PORT);
      // The proof: everything is requested once more, as a worker would, from the half that cannot ask upstream.
      if (pulls) await pullThrough(context, spec, { port: MIRROR_PACKAGES_PORT, fromUpstream: false });
      await markGeneration(host, "packages", generation);
    },
  };
}
