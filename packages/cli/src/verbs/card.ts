import { resolve } from "node:path";
import { newCardId } from "@rackberry/protocol";
import { bootFolder } from "../card/boot-folder.ts";
import { BUILT_PACKAGES, readPackage } from "../card/packages-folder.ts";
import { prepareCard } from "../card/prepare-card.ts";
import { rackFiles, readRack, readSecrets } from "../rack/rack-directory.ts";
import { text, usageError, type Verb } from "../verb.ts";

export const card: Verb = {
  name: "card",
  usage: "[--master] BOOT_DIR",
  summary: "prepare a freshly flashed card for a Pi of this rack",
  options: {
    master: { type: "boolean" },
    "no-cgroup-flags": { type: "boolean" },
    packages: { type: "string" },
    arch: { type: "string" },
    force: { type: "boolean" },
  },
  takes: [1, 1],
  help: `
Prepares a card that was flashed with a stock image with cloud-init (Ubuntu, Debian, Raspberry Pi OS
from late 2025 on). BOOT_DIR is the folder where its boot partition is mounted: the one with
config.txt and cmdline.txt. Every card gets an id and a secret of its own; make one for each Pi.
Exactly one card of a rack is the master's: it carries the coordinator and the rack's secrets.
Making a card again is safe, and gives it a new id; the Pi that it is put in is then adopted anew.

Options
  --master            the master's card: the coordinator, rack.yaml and the secrets go with it
  --no-cgroup-flags   leave cmdline.txt alone; the agent then adds the flags and reboots once
  --packages DIR      folder of pi-agent_*.deb and pi-coordinator_*.deb
                      (default: where "npm run package" puts them)
  --arch ARCH         arm64 or amd64; default: the only one in the packages' folder, else arm64
  --force             take a card that was made for another rack

Files on the boot partition
  rackberry/          card.json (pin, card id, card secret), install.sh, packages, master/
  user-data           replaced; one that was not the image's own is kept as user-data.before-rackberry
  meta-data           gets a new instance id, so that cloud-init runs again
  cmdline.txt         gets cgroup_enable=memory and its companions, also below os_prefix; no word is lost

Nothing is written before all is checked. If writing fails in the middle, the card still boots as it
did before, and the command can be repeated.

Examples
  pictl card --master /media/$USER/system-boot
  pictl card /media/$USER/bootfs
`,
  async run({ directory, print, note }, [path = ""], values) {
    const arch = architecture(text(values, "arch"));
    const [rack, secrets] = [await readRack(directory), await readSecrets(directory)];
    const packages = resolve(text(values, "packages") ?? BUILT_PACKAGES);
    const master = values.master
      ? {
          coordinatorPackage: await readPackage(packages, "pi-coordinator", arch),
          files: await rackFiles(directory, rack),
        }
      : undefined;
    const agentPackage = await readPackage(packages, "pi-agent", arch);
    const order = { rack, secrets, cardId: newCardId(), flags: !values["no-cgroup-flags"], agentPackage, master };
    await prepareCard(bootFolder(resolve(path)), order, { force: values.force === true });
    if (rack.sshKeys.length === 0) {
      note("rack.yaml has no ssh key, so nobody can log in to this Pi: add one to user.sshKeys if you want to");
    }
    print(
      `${path} is the card of ${master ? "the master" : "a node"} of ${rack.config.name}: unmount it and start a Pi with it`,
    );
    return 0;
  },
};

function architecture(value: string | undefined): string | undefined {
  if (value === undefined || value === "arm64" || value === "amd64") return value;
  throw usageError(`--arch ${value}: arm64 and amd64 are what there is`);
}
