/** A journal that outlives reboots and does not fill the card: Raspberry Pi OS keeps it in memory only. */
import type { Host } from "../host/host.ts";
import { differing, writeDiffering } from "./files.ts";
import { sentenceOf } from "./sentence.ts";
import type { Step } from "./step.ts";

/** 90: after Raspberry Pi OS's own drop-in, which journald.conf itself would not beat. */
const FILES = [
  {
    path: "/etc/systemd/journald.conf.d/90-rackberry.conf",
    content: "# Written by pi-agent.\n[Journal]\nStorage=persistent\nSystemMaxUse=64M\n",
  },
];

export const journald: Step = {
  name: "journald",
  async check({ host }) {
    const different = await differing(host, FILES);
    const persistent = await isPersistent(host);
    return sentenceOf([
      !persistent && "keep the journal on the card, at most 64 MB",
      persistent && different.length > 0 && "bound the journal to 64 MB",
    ]);
  },
  async apply({ host }) {
    await writeDiffering(host, FILES);
    await host.run(["systemctl", "restart", "systemd-journald.service"]);
    // Moves what was logged in memory so far to the card; without it the beginning of the story would be lost.
    await host.run(["journalctl", "--flush"]);
  },
};

/** Asks where journald writes, not what its configuration says. */
async function isPersistent(host: Host): Promise<boolean> {
  const machine = ((await host.read("/etc/machine-id")) ?? "").trim();
  return ((await host.list(`/var/log/journal/${machine}`)) ?? []).includes("system.journal");
}
