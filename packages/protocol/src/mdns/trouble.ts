/** Why multicast DNS does not work, and what a person can do. */
import type { AppError } from "../error.ts";

export function troubleSentence({ message }: Pick<AppError, "message">): string {
  if (!message.includes("EADDRINUSE")) return message;
  return (
    `${message}: another program keeps multicast DNS to itself; ` +
    "with avahi that is disallow-other-stacks=yes in /etc/avahi/avahi-daemon.conf"
  );
}
