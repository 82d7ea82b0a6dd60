/** Keeps the journal across reboots without filling the card: Raspberry Pi OS keeps it only in memory. */
import type { Host } from "../../host/host.ts";
import { dropIns, isAfterOurs, LAST, type Setting, settingsOf } from "../tools/drop-ins.ts";
import { differing, writeDiffering } from "../tools/files.ts";
import { sentenceOf } from "../tools/sentence.ts";
import { isStale, markStale, unmarkStale } from "../tools/stale-units.ts";
import type { Step } from "../tools/step.ts";
import { isInMemory, mountOf } from "./mounts.ts";

const UNIT = "systemd-journald.service";
const FOLDER = "systemd/journald.conf.d";
/** Sorts last: people spare their cards with a volatile.conf, and the system has a drop-in of its own. */
const FILE = {
  path: `/etc/${FOLDER}/${LAST}`,
  content: "# Written by pi-agent.\n[Journal]\nStorage=persistent\nSystemMaxUse=64M\n",
};

export const journald: Step = {
  name: "journald",
  comfort: true,
  async check({ host }) {
    const different = (await differing(host, [FILE])).length > 0;
    const other = await othersWord(host);
    // Nothing that we write changes either, so they are only reported.
    const settled = (await isOnCard(host)) || isBeaten(other) || (await memoryBelow(host)) !== undefined;
    const theirs = other?.path.startsWith("/etc/") ? other.value : "persistent";
    const though = theirs === "persistent" ? "" : `, though ${other?.path} says ${theirs}`;
    return sentenceOf([
      !settled && `keep the journal on the card, at most 64 MB${though}`,
      settled && different && "limit the journal to 64 MB",
      settled && !different && (await isStale(host, UNIT)) && "restart journald with its new settings",
    ]);
  },
  async apply({ host }) {
    await markStale(host, UNIT);
    await writeDiffering(host, [FILE]);
    await host.run(["systemctl", "restart", UNIT]);
    // Moves what was logged in memory so far to the card; otherwise the journal's beginning would be lost.
    await host.run(["journalctl", "--flush"]);
    await unmarkStale(host, UNIT);
  },
  async notes({ host }) {
    const lost = "messages from before a reboot are lost";
    const point = await memoryBelow(host);
    if (point) return [`the journal is in memory, since ${point} is (findmnt ${point} says how): ${lost}`];
    const other = await othersWord(host);
    if (!isBeaten(other) || (await isOnCard(host))) return [];
    return [`the journal is not on the card: ${other.path}, which comes after ours, says ${other.value}: ${lost}`];
  },
};

/** Asks where journald writes, not what its configuration says. */
async function isOnCard(host: Host): Promise<boolean> {
  const machine = ((await host.read("/etc/machine-id")) ?? "").trim();
  return ((await host.list(`/var/log/journal/${machine}`)) ?? []).includes("system.journal");
}

/** The mount in memory that holds the journal's folder, if it is not on the card. */
async function memoryBelow(host: Host): Promise<string | undefined> {
  const mount = await mountOf(host, "/var/log/journal");
  return mount && (await isInMemory(host, mount)) ? mount.point : undefined;
}

const STORAGE = ["volatile", "persistent", "auto", "none"];

/** The setting without our drop-in. Values that journald does not know are ignored. */
async function othersWord(host: Host): Promise<Setting | undefined> {
  const others = (await dropIns(host, FOLDER)).filter((file) => file.path !== FILE.path);
  const settings = others.flatMap((file) => settingsOf(file, "Journal"));
  return settings.findLast(({ key, value }) => key === "Storage" && STORAGE.includes(value));
}

/** Whether another drop-in after ours sets something else. */
const isBeaten = (other: Setting | undefined): other is Setting =>
  other !== undefined && other.value !== "persistent" && isAfterOurs(other.path);
