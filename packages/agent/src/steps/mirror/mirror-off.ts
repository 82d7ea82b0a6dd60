/** Removes the mirror: its programs, their data, and the packages installed for it. */
import type { Host } from "../../host/host.ts";
import { apt, packageStates } from "../packages/dpkg.ts";
import { removeTree } from "../tools/files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { imagesFiles, packagesFiles } from "./mirror-programs.ts";
import { installedByUs } from "./mirror-services.ts";
import { MIRROR_DIRECTORY, MIRROR_SETTINGS } from "./mirror-units.ts";

const UNITS = [...packagesFiles, ...imagesFiles].map((file) => file.path).filter((path) => path.endsWith(".service"));

export const mirrorOff: Step = {
  name: "mirror-off",
  async check({ host }) {
    const { units, folders, packages } = await leftovers(host);
    return sentenceOf([
      units.length > 0 && `stop and remove ${list(units.map(nameOf))}`,
      packages.length > 0 && `remove ${list(packages)}`,
      folders.length > 0 && `remove ${list(folders)}`,
    ]);
  },
  async apply(context) {
    const { host } = context;
    const { units, packages } = await leftovers(host);
    if (units.length > 0) {
      // Written, but perhaps never loaded.
      await host.run(["systemctl", "daemon-reload"]);
      await host.run(["systemctl", "disable", "--now", ...units.map(nameOf)]);
      for (const path of units) await host.remove(path);
      await host.run(["systemctl", "daemon-reload"]);
    }
    if (packages.length > 0) await apt(context, ["purge", ...packages]);
    for (const name of await installedByUs(host)) await host.run(["systemctl", "unmask", `${name}.service`]);
    await removeTree(host, MIRROR_DIRECTORY);
    // Removed last: it records which packages are ours.
    await removeTree(host, MIRROR_SETTINGS);
  },
};

async function leftovers(host: Host) {
  const present = async (path: string) => ((await host.info(path)) ? [path] : []);
  const ours = await installedByUs(host);
  const states = ours.length > 0 ? await packageStates(host, ours) : [];
  return {
    units: (await Promise.all(UNITS.map(present))).flat(),
    folders: (await Promise.all([MIRROR_DIRECTORY, MIRROR_SETTINGS].map(present))).flat(),
    packages: states.filter((state) => state.installed).map((state) => state.name),
  };
}

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
