/** What cloud-init reads on the card's first boot. Pure; the one place that knows cloud-init's formats. */

const OURS = "# Written by pictl card";

/**
 * user-data: starts install.sh on every boot. bootcmd and not runcmd: cloud-init notes that runcmd ran before it has
 * ended, so a plug pulled in the middle of it would leave a Pi without an agent for good. A unit of its own, which is
 * not waited for: bootcmd is before basic.target, and dpkg's scripts start services after it; after cloud-config, which
 * writes apt's sources. Host name and hosts file are the agent's, and cloud-init would undo them at the next boot.
 */
export function userData(rack: string): string {
  return `#cloud-config
${OURS} for the rack ${rack}. The agent does the rest; see: journalctl -u pi-agent
preserve_hostname: true
manage_etc_hosts: false
bootcmd:
- - sh
  - -c
  - |
    for boot in /boot/firmware /boot; do
      [ -f "$boot/rackberry/install.sh" ] || continue
      exec systemd-run --no-block --collect --unit=rackberry-install --property=After=cloud-config.service \\
        sh "$boot/rackberry/install.sh"
    done
    echo "no rackberry/install.sh on the boot partition: make the card anew with pictl card" >&2
    exit 1
`;
}

/** True when nothing is lost by replacing it: ours from before, or comments only, as on a fresh image. */
export function isReplaceable(content: string): boolean {
  return content.includes(OURS) || content.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line));
}

/** meta-data with an instance id of its own, so that cloud-init takes a card that is made again for a new machine. */
export function metaData(stock: string, cardId: string): string {
  const kept = stock.split(/\r?\n/).filter((line) => line !== "" && !/^\s*(?:instance-id|instance_id)\s*:/.test(line));
  return [...kept, `instance-id: rackberry-${cardId}`, ""].join("\n");
}

/** The instance id that Raspberry Pi Imager puts on the command line (ds=nocloud;i=…) outranks the one in meta-data. */
export function withInstanceId(commandLine: string, cardId: string): string {
  return commandLine.replace(/(?<=(?:^|\s)ds=nocloud\S*?;(?:i|instance-id)=)[^;\s]*/i, `rackberry-${cardId}`);
}
