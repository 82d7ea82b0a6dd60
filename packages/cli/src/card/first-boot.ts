/** What cloud-init reads on the card's first boot. Pure; the one place that knows cloud-init's formats. */

const OURS = "# Written by pictl card";

/**
 * user-data: runs install.sh once. Host name and hosts file are the agent's, and cloud-init would undo them at the
 * next boot. runcmd is in cloud-init's last stage: systemd is up by then, which dpkg's scripts need to start a service,
 * and cloud-init no longer writes apt's sources beside the agent. bootcmd would be some seconds earlier and have neither.
 */
export function userData(rack: string): string {
  return `#cloud-config
${OURS} for the rack ${rack}. The agent does the rest; see: journalctl -u pi-agent
preserve_hostname: true
manage_etc_hosts: false
runcmd:
- - sh
  - -c
  - |
    for boot in /boot/firmware /boot; do
      if [ -f "$boot/rackberry/install.sh" ]; then exec sh "$boot/rackberry/install.sh"; fi
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
