/** Folders for what the steps must remember. */

/** Survives reboots; root only. */
export const STATE_DIRECTORY = "/var/lib/pi-agent";
/** tmpfs; root only. Secrets for tools are kept here, in 0600 files, while the tool runs. */
export const RUN_DIRECTORY = "/run/pi-agent";
