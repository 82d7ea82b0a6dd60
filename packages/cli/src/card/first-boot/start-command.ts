/** The command that cloud-init runs early on every boot, so that install.sh runs. */

/**
 * bootcmd and not runcmd: cloud-init notes that runcmd ran before it has ended, so a plug pulled in the middle of it
 * would leave a Pi without an agent for good. A unit of its own, which is not waited for: bootcmd is before
 * basic.target, and dpkg's scripts start services after it. The agent itself waits where it needs what cloud-init writes.
 * The unit is started again until it succeeds: what is in its way at first may go away.
 */
const BEGINNING = "for boot in /boot/firmware /boot; do\n";
const SCRIPT = `${BEGINNING}  [ -f "$boot/rackberry/install.sh" ] || continue
  exec systemd-run --no-block --collect --unit=rackberry-install \\
    --property=Restart=on-failure --property=RestartSec=30 \\
    sh "$boot/rackberry/install.sh"
done
echo "no rackberry/install.sh on the boot partition: make the card again with pictl card" >&2
exit 1
`;

export const START_COMMAND: readonly string[] = ["sh", "-c", SCRIPT];

/** Ours, of this version or an earlier one; one of a person's that names our file is theirs. */
export function isStartCommand(command: unknown): boolean {
  if (!Array.isArray(command) || command.length !== 3) return false;
  const [program, option, script] = command as unknown[];
  if (program !== "sh" || option !== "-c" || typeof script !== "string") return false;
  return script.startsWith(BEGINNING) && script.includes("rackberry/install.sh");
}

/** As an item of a YAML list after its "- ", without a line end at the end; further lines are indented by `indent`. */
export function startCommandLines(indent: string, end: string): string {
  const lines = [
    "- sh",
    "- -c",
    "- |",
    ...SCRIPT.trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  ];
  return lines.join(`${end}${indent}`);
}

/** The same for a list in brackets. */
export const startCommandInBrackets = (): string => `[${START_COMMAND.map((word) => JSON.stringify(word)).join(", ")}]`;
