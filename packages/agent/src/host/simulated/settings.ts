/** Settings of a simulated system: which word holds, and with what its units run. */
import type { PiState } from "./card.ts";

/** Files of a folder of drop-ins, whichever root they lie below, by name. */
const dropInsOf = (state: PiState, folder: string) =>
  Object.entries(state.files)
    .filter(([path]) => new RegExp(`^/(?:etc|run|usr/lib)/${folder}/[^/]+\\.conf$`).test(path))
    .map(([path, { content }]) => ({ name: path.slice(path.lastIndexOf("/") + 1), content }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether journald would write to /var/log/journal. */
export function isJournalPersistent(state: PiState): boolean {
  const words = dropInsOf(state, "systemd/journald.conf.d").flatMap(({ content }) => [
    ...content.matchAll(/^Storage=(\w+)$/gm),
  ]);
  return words.at(-1)?.[1] === "persistent";
}

/** All of sysctl.d, in the order in which a boot reads it. */
export const sysctlText = (state: PiState): string =>
  dropInsOf(state, "sysctl.d")
    .map(({ content }) => content)
    .join("\n");

/** What units read when they start, or are told to read again. */
const READS: Readonly<Record<string, RegExp>> = {
  "containerd.service": /^\/etc\/containerd\/config\.toml$/,
  "ssh.service": /^\/etc\/ssh\/sshd_config\.d\//,
  "systemd-journald.service": /^\/etc\/systemd\/journald\.conf\.d\//,
  "rackberry-mirror-packages.service": /\/rackberry-mirror\/packages\/|\/rackberry-mirror-packages\.service$/,
  "rackberry-mirror-images.service": /\/rackberry-mirror\/images\.|\/rackberry-mirror-images\.service$/,
};

/** Notes what the unit runs with from now on; nothing while it does not run. */
export function readSettings(state: PiState, name: string): void {
  const [unit, reads] = [state.units[name], READS[name]];
  if (!unit || !reads) return;
  const files = Object.entries(state.files).filter(([path]) => reads.test(path));
  if (unit.active) state.runsWith[name] = Object.fromEntries(files.map(([path, { content }]) => [path, content]));
  else delete state.runsWith[name];
}
