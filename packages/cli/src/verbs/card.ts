import { stat } from "node:fs/promises";
import type { CardOrder } from "../card/card-content.ts";
import { roleWish } from "../card/choose-role.ts";
import { findCard } from "../card/find-cards.ts";
import { imageWish, parseCount } from "../image/image-wish.ts";
import { plain } from "../plain.ts";
import { readCards } from "../rack/card-list.ts";
import { PACKAGES_OPTIONS } from "../release/packages-of.ts";
import { type Context, text, usageError, type Values, type Verb } from "../verb.ts";
import { makeFolderCard, showFolderCard } from "./card-folder.ts";
import { CARD_IMAGE_HELP, CARD_IMAGE_OPTIONS, cardsFromImage } from "./card-image.ts";
import { checkLabelFile, writeLabels } from "./card-labels.ts";
import { openOrders } from "./card-orders.ts";
import { rowOfCards } from "./card-row.ts";
import { walkThrough } from "./card-walk.ts";

export const card: Verb = {
  name: "card",
  usage: "[BOOT_DIR | N] [--image IMAGE] [--master | --worker] [--name NAME]",
  summary: "prepare a freshly flashed card for a Pi of this rack",
  options: {
    master: { type: "boolean" },
    worker: { type: "boolean" },
    again: { type: "boolean" },
    name: { type: "string" },
    "dry-run": { type: "boolean" },
    "no-cgroup-flags": { type: "boolean" },
    ...PACKAGES_OPTIONS,
    arch: { type: "string" },
    force: { type: "boolean" },
    labels: { type: "string" },
    "no-eject": { type: "boolean" },
    ...CARD_IMAGE_OPTIONS,
  },
  takes: [0, 1],
  completes: "files",
  onlyAnswers: (values) => values["dry-run"] === true,
  help: `
Prepares a card that was flashed with a stock 64-bit image: Ubuntu 22.04 to 26.04, Raspberry Pi OS
bookworm or trixie, Debian with cloud-init; customised by Raspberry Pi Imager or not. BOOT_DIR is the
folder where its boot partition is mounted: the one with config.txt and cmdline.txt. Without BOOT_DIR,
pictl uses the one such card that is mounted below /media, /run/media, /mnt or /Volumes. With a number N,
it makes N cards, one after the other, as you put them into the reader; Ctrl-C stops, and the cards made
so far stay valid. A finished card is ejected.

Every card gets an id and a secret of its own; make one for each Pi. Exactly one card of a rack is the
master's: it carries the coordinator and its secrets, but not the release key. Its Pi becomes the control
plane, every other a worker. The first card is the master's, unless you say otherwise.
Making a card again is safe and gives it a new id; the Pi that it is put in is then adopted again.
The cards are listed in cards.json of the rack directory (id, role, name, time, system; no secrets),
which tells pictl up which Pis to expect: remove a card that will not be used.

Options
  --master            make the master's card: the coordinator, rack.yaml and the secrets are copied to it;
                      the default while cards.json lists none. With N or --count it is the first card
  --worker            make a worker's card; the default once the master's card has been made
  --again             with --master: make another one, because the previous one is lost or no longer used
  --name NAME         the name of the Pi; default: the name in rack.yaml for its serial number, otherwise
                      the next free one (node1, node2 …)
  --dry-run           show what would change on the card, without its secrets, and write nothing
  --no-cgroup-flags   add no flags to cmdline.txt; the agent then adds them and reboots once
  --packages DIR      folder of pi-agent_*.deb and pi-coordinator_*.deb
                      (default: those of this release, from next to pictl, from its cache or from
                      where they were published; in a checkout, what "npm run package" built)
  --from URL          download the packages of this release from here; default: $RACKBERRY_FROM
  --arch ARCH         arm64 for a Pi (the default), or amd64 for another machine
  --force             use a card that was made for another rack; overwrite FILE and an earlier SHEET
  --no-eject          leave the card mounted
  --labels SHEET      write labels to print (HTML): name and short id of each card, no
                      secrets, and a QR code with the command that shows its Pi (pictl status ID)
${CARD_IMAGE_HELP}
Files on the boot partition
  rackberry/          card.json (pin, release key's hash, card id, card secret), install.sh,
                      packages, master/
  user-data           with cloud-init: bootcmd, preserve_hostname and manage_etc_hosts are added
  meta-data           with cloud-init: gets a new instance id, so that cloud-init runs again
  firstrun.sh         without cloud-init: created, or a line is added before the clean-up in Imager's
  cmdline.txt         cgroup_enable=memory and related flags are added, in every command line that
                      config.txt or its includes may name; with firstrun.sh, also the words that start it

Everything else on the card stays: your users, keys, packages, Wi-Fi (network-config is not touched), every
word of cmdline.txt. pictl checks everything before it writes. If writing is interrupted, the card still
boots as it did before, and you can run the command again.

Examples
  pictl card
  pictl card 4
  pictl card --worker /media/$USER/bootfs
  pictl card --name cellar --dry-run /Volumes/bootfs
  pictl card --master --image ubuntu.img.xz --out card.img --count 5 --labels labels.html
  sudo pictl card 4 --image raspios.img.xz --device /dev/sdb
`,
  async run(context, [given], values) {
    const count = given === undefined ? undefined : await countIn(given, values);
    if (given !== undefined && count === undefined && values.image !== undefined) {
      throw usageError(`usage: pictl card ${card.usage} (pictl card --help)`);
    }
    const wish = imageWish(values, count);
    const role = roleWish(values);
    const force = values.force === true;
    const labels = await checkLabelFile(text(values, "labels"), { force });
    const orders = await openOrders(context, values, count === undefined ? given : undefined);
    const job = { orders, wish: role, force, eject: values["no-eject"] !== true };
    const made: CardOrder[] = [];
    try {
      if (wish?.to === "device") {
        for await (const order of rowOfCards(context, orders, { wish, role, labels, force })) made.push(order);
      } else if (wish) made.push(...(await cardsFromImage(context, orders, { wish, role, labels, force })));
      else if (count !== undefined) for await (const order of walkThrough(context, count, job)) made.push(order);
      else {
        const folder = given ?? (await foundFolder(context));
        if (values["dry-run"]) await showFolderCard(context, folder, job);
        else made.push(await makeFolderCard(context, folder, job));
      }
    } finally {
      await writeLabels(labels, made);
    }
    if (made.length === 0) return 0;
    for (const sentence of orders.hints) context.note(sentence);
    context.note(comesNext({ areImages: wish?.to === "files", areAll: count !== undefined || made.length > 1 }));
    return 0;
  },
};

/** `areAll`: the user gave the number of cards, so no other card is suggested. Pure. */
function comesNext({ areImages, areAll }: { areImages: boolean; areAll: boolean }): string {
  const up = "put the cards into the Pis, plug them in, and run pictl up";
  if (areImages) return `next: write each image to a card, for example with Raspberry Pi Imager; then ${up}`;
  return areAll ? `next: ${up}` : `next: make another card (pictl card), or ${up}`;
}

/** A number is a count of cards, unless a folder has that name. Throws a usage error. */
async function countIn(given: string, values: Values): Promise<number | undefined> {
  if (!/^\d+$/.test(given) || (await isFolder(given))) return undefined;
  const count = parseCount("pictl card", given);
  const alone = ["name", "dry-run"].find((option) => values[option] !== undefined);
  if (alone) throw usageError(`--${alone} is for a single card (pictl card --help)`);
  return count;
}

const isFolder = (path: string) =>
  stat(path).then(
    (there) => there.isDirectory(),
    () => false,
  );

async function foundFolder({ reader, directory, note }: Context): Promise<string> {
  const { folder, os } = await findCard(reader, await readCards(directory));
  note(`found ${plain(folder)} (${os})`);
  return folder;
}
