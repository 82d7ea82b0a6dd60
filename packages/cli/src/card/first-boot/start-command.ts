/** The command that cloud-init runs early on every boot, so that install.sh runs. */

/**
 * bootcmd and not runcmd: cloud-init notes that runcmd ran before it has ended, so a plug pulled in the middle of it
 * would leave a Pi without an agent for good. A unit of its own, which is not waited for: bootcmd is before
 * basic.target, and dpkg's scripts start services after it. The agent itself waits where it needs what cloud-init writes.
 */
const SCRIPT = `for boot in /boot/firmware /boot; do
  [ -f "$boot/rackberry/install.sh" ] || continue
  exec systemd-run --no-block --collect --unit=rackberry-install \\
    sh "$boot/rackberry/install.sh"
done
echo "no rackberry/install.sh on the boot partition: make the card anew with pictl card" >&2
exit 1
`;

export const START_COMMAND: readonly string[] = ["sh", "-c", SCRIPT];

/** Ours, of this version or an earlier one. */
export const isStartCommand = (command: unknown): boolean =>
  Array.isArray(command) && command.some((word) => typeof word === "string" && word.includes("rackberry/install.sh"));

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
