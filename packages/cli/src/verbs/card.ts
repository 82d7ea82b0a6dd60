import { createPublicKey } from "node:crypto";
import { resolve } from "node:path";
import { nodeName, versionNotices } from "@rackberry/config";
import { AppError, newCardId } from "@rackberry/protocol";
import { bootFolder } from "../card/boot-folder.ts";
import { readPackage } from "../card/packages-folder.ts";
import { planCard, prepareCard } from "../card/prepare-card.ts";
import { showPlan } from "../card/show-plan.ts";
import { warnOfHouse } from "../house-warnings.ts";
import { imageWish } from "../image/image-wish.ts";
import { plain } from "../plain.ts";
import { rackFiles, readRack, readReleaseKey, readSecrets } from "../rack/rack-directory.ts";
import { PACKAGES_OPTIONS, packagesOf } from "../release/packages-of.ts";
import { text, usageError, type Verb } from "../verb.ts";
import { CARD_IMAGE_HELP, CARD_IMAGE_OPTIONS, cardsFromImage } from "./card-image.ts";
import { checkLabelFile, writeLabels } from "./card-labels.ts";

export const card: Verb = {
  name: "card",
  usage: "[--master] [--name NAME] BOOT_DIR | --image IMAGE",
  summary: "prepare a freshly flashed card for a Pi of this rack",
  options: {
    master: { type: "boolean" },
    name: { type: "string" },
    "dry-run": { type: "boolean" },
    "no-cgroup-flags": { type: "boolean" },
    ...PACKAGES_OPTIONS,
    arch: { type: "string" },
    force: { type: "boolean" },
    labels: { type: "string" },
    ...CARD_IMAGE_OPTIONS,
  },
  takes: [0, 1],
  completes: "files",
  onlyAnswers: (values) => values["dry-run"] === true,
  help: `
Prepares a card that was flashed with a stock 64-bit image: Ubuntu 22.04 to 26.04, Raspberry Pi OS
bookworm or trixie, Debian with cloud-init; customised by Raspberry Pi Imager or not. BOOT_DIR is the
folder where its boot partition is mounted: the one with config.txt and cmdline.txt. Every card gets
an id and a secret of its own; make one for each Pi. Exactly one card of a rack is the master's: it
carries the coordinator and its secrets, but not the release key. Its Pi is the control plane, every
other a worker.
Making a card again is safe, and gives it a new id; the Pi that it is put in is then adopted anew.

Options
  --master            the master's card: the coordinator, rack.yaml and the secrets go with it
  --name NAME         the name of the Pi that it is put in; default: rack.yaml's for its serial number,
                      else the next free one (node1, node2 …)
  --dry-run           show what would change on the card, without its secrets, and write nothing
  --no-cgroup-flags   add no flags to cmdline.txt; the agent then adds them and reboots once
  --packages DIR      folder of pi-agent_*.deb and pi-coordinator_*.deb
                      (default: those of this release, from beside pictl, from its cache or from
                      where they were published; from its sources, what "npm run package" built)
  --from URL          another place for those of this release; default: $RACKBERRY_FROM
  --arch ARCH         arm64, which every Pi takes and is the default, or amd64 for a machine that is no Pi
  --force             take a card that was made for another rack; overwrite FILE, and a SHEET of before
  --labels SHEET      write labels to print (HTML): name, short id and QR code of each card, no secrets
${CARD_IMAGE_HELP}
Files on the boot partition
  rackberry/          card.json (pin, release key's hash, card id, card secret), install.sh,
                      packages, master/
  user-data           with cloud-init: gets a bootcmd, preserve_hostname and manage_etc_hosts
  meta-data           with cloud-init: gets a new instance id, so that it runs again
  firstrun.sh         without cloud-init: made, or Imager's gets a line before its clean-up
  cmdline.txt         gets cgroup_enable=memory and its companions: every one that config.txt, or what
                      it includes, may name; with firstrun.sh, the words that make systemd run it

What is there already stays: your users, keys, packages, Wi-Fi (network-config is not touched), every
word of cmdline.txt. Nothing is written before all is checked. If writing fails in the middle, the
card still boots as it did before, and the command can be repeated.

Examples
  pictl card --master /media/$USER/system-boot
  pictl card /media/$USER/bootfs
  pictl card --name cellar --dry-run /Volumes/bootfs
  pictl card --master --image ubuntu.img.xz --out card.img --count 5 --labels labels.html
  sudo pictl card --image raspios.img.xz --device /dev/sdb
`,
  async run(context, [path], values) {
    const { directory, print, note } = context;
    if ((path === undefined) === (values.image === undefined)) {
      throw usageError(`usage: pictl card ${card.usage} (pictl card --help)`);
    }
    const wish = imageWish(values);
    const options = { force: values.force === true };
    const labels = await checkLabelFile(text(values, "labels"), options);
    const arch = architecture(text(values, "arch"));
    const name = piName(text(values, "name"));
    const [rack, secrets] = [await readRack(directory), await readSecrets(directory)];
    const releaseKey = createPublicKey(await readReleaseKey(directory));
    await warnOfHouse(context, rack.config);
    const names = values.master ? ["pi-agent", "pi-coordinator"] : ["pi-agent"];
    const packages = await packagesOf(context, values, { names, architecture: arch ?? "arm64" });
    const master = values.master
      ? {
          coordinatorPackage: await readPackage(packages, "pi-coordinator", arch),
          files: await rackFiles(directory, rack),
        }
      : undefined;
    const agentPackage = await readPackage(packages, "pi-agent", arch);
    const flags = !values["no-cgroup-flags"];
    const order = { rack, secrets, releaseKey, cardId: newCardId(), name, flags, agentPackage, master };
    const hint = () => {
      for (const notice of versionNotices(rack.config.kubernetes, context.now())) note(notice);
      const kept = rack.config.nodes.find((node) => node.name !== "" && node.name === name);
      if (kept) note(`rack.yaml keeps the name ${name} for the Pi ${kept.serial}: put this card into that one`);
      if (rack.sshKeys.length > 0) return;
      note(
        "rack.yaml has no ssh key, so the password logins of the image, or those set in Imager, stay open (Ubuntu's own is ubuntu, with the password ubuntu): put your key into user.sshKeys, and they are closed",
      );
    };
    if (wish) {
      await cardsFromImage(context, order, { wish, labels, ...options });
      hint();
      return 0;
    }
    const boot = bootFolder(resolve(path ?? ""));
    if (values["dry-run"]) {
      const plan = await planCard(boot, order, options);
      for (const line of await showPlan(boot, plan)) print(line);
      for (const sentence of plan.notes) note(sentence);
      hint();
      note(`${path} holds ${plan.os}; this was a dry run, and nothing was written`);
      return 0;
    }
    const { os, notes } = await prepareCard(boot, order, { ...options, signal: context.signal });
    for (const sentence of notes) note(sentence);
    await writeLabels(labels, [order]);
    hint();
    print(
      `${plain(String(path))} (${os}) is the card of ${master ? "the master" : (name ?? "a node")} of ${rack.config.name}: unmount it and start a Pi with it`,
    );
    note("next: another card (pictl card BOOT_DIR), or, with all Pis plugged in: pictl wait");
    return 0;
  },
};

function architecture(value: string | undefined): string | undefined {
  if (value === undefined || value === "arm64" || value === "amd64") return value;
  throw usageError(`--arch ${value}: arm64 and amd64 are what there is`);
}

function piName(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : nodeName(value);
  } catch (cause) {
    throw usageError(`--name: ${AppError.from(cause).message}`);
  }
}
