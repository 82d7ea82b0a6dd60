/** Where the agent keeps what its steps must remember. */

/** Survives reboots; root only. */
export const STATE_DIRECTORY = "/var/lib/pi-agent";
/** tmpfs; root only. Secrets for tools lie here, in 0600 files, for as long as the tool runs. */
export const RUN_DIRECTORY = "/run/pi-agent";
