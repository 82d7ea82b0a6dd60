/** Settings of a simulated system: which value is in effect, and which ones its units run with. */
import type { PiState } from "./card.ts";

/** Files of a drop-in folder in all of its roots, by name. */
const dropInsOf = (state: PiState, folder: string) =>
  Object.entries(state.files)
    .filter(([path]) => new RegExp(`^/(?:etc|run|usr/local/lib|usr/lib)/${folder}/[^/]+\\.conf$`).test(path))
    .map(([path, { content }]) => ({ name: path.slice(path.lastIndexOf("/") + 1), content }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether journald would write to /var/log/journal. */
export function isJournalPersistent(state: PiState): boolean {
  const words = dropInsOf(state, "systemd/journald.conf.d").flatMap(({ content }) => [
    ...content.matchAll(/^[ \t]*Storage[ \t]*=[ \t]*(\w+)[ \t]*$/gm),
  ]);
  return words.at(-1)?.[1] === "persistent";
}

/** All of sysctl.d, in the order in which a boot reads it. */
export const sysctlText = (state: PiState): string =>
  dropInsOf(state, "sysctl.d")
    .map(({ content }) => content)
    .join("\n");

/** What units read when they start, or when they are told to reload. */
const READS: Readonly<Record<string, RegExp>> = {
  "containerd.service": /^\/etc\/containerd\/config\.toml$/,
  "ssh.service": /^\/etc\/ssh\/sshd_config\.d\//,
  "systemd-journald.service": /^\/etc\/systemd\/journald\.conf\.d\//,
  "rackberry-mirror-packages.service":
    /^\/etc\/(?:rackberry-mirror\/packages\/|systemd\/system\/rackberry-mirror-packages\.service$)/,
  "rackberry-mirror-images.service":
    /^\/etc\/(?:rackberry-mirror\/images\.|systemd\/system\/rackberry-mirror-images\.service$)/,
};

/** The unit's files as they are now. */
export function settingsNow(state: PiState, name: string): Record<string, string> {
  const files = Object.entries(state.files).filter(([path]) => READS[name]?.test(path));
  return Object.fromEntries(files.map(([path, { content }]) => [path, content]));
}

/** Records the settings that the unit runs with from now on; nothing while it is not running. */
export function readSettings(state: PiState, name: string): void {
  if (state.units[name]?.active && READS[name]) state.runsWith[name] = settingsNow(state, name);
  else delete state.runsWith[name];
}
