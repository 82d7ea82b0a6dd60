/** Makes apt use the rack's mirror. The file sorts before all others, so that any proxy setting of the owner's overrides it. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Step, StepContext } from "../tools/step.ts";

const FILE = "/etc/apt/apt.conf.d/00rackberry-mirror";

/** apt's settings for asking the mirror. */
export const proxyConfiguration = (url: string): string => `// Written by pi-agent.
Acquire::http::Proxy "${url}";
// Unset, https would go through the http proxy, which does not let it through.
Acquire::https::Proxy "DIRECT";
`;

const DAY = 86_400;
/** An index is a few days old when a mirror takes it. */
const SLACK = 7;
/** Extra days of validity, so that the file is not rewritten every day. */
const STEP = 14;

/**
 * Debian's update lists expire after a week, and on a rack without internet the mirror may have been filled long ago. So they
 * stay valid for the mirror's age and a little more: an attacker in between cannot replay an index that is
 * weeks older than the mirror's own.
 */
const validity = (days: number): string => `Acquire::Min-ValidTime "${days * DAY}";\n`;

export function aptProxy({ aptProxy: url, aptProxyFilledMs: filled }: NodeSpec): Step {
  const least = ({ clock }: StepContext) =>
    SLACK + (filled > 0 ? Math.max(0, Math.ceil((clock.now() - filled) / 1000 / DAY)) : 0);
  return {
    name: "apt-proxy",
    async check(context) {
      const present = await context.host.read(FILE);
      if (url === "") return present === undefined ? undefined : "take packages from their repositories directly again";
      const days = Number(/Min-ValidTime "(\d+)";\n$/.exec(present ?? "")?.[1] ?? 0) / DAY;
      if (present !== proxyConfiguration(url) + validity(days))
        return `take packages through the rack's mirror, ${url}`;
      const needed = least(context);
      if (days >= needed && days <= needed + STEP) return undefined;
      return `accept package lists as old as the rack's mirror: ${needed} days`;
    },
    async apply(context) {
      const { host, output } = context;
      if (url === "") return host.remove(FILE);
      const needed = least(context);
      if (needed > SLACK + STEP) {
        const age = needed - SLACK;
        output(`the rack's mirror was filled ${age} days ago, so it lacks the fixes made since then: run pictl mirror`);
      }
      return host.write(FILE, proxyConfiguration(url) + validity(needed + STEP));
    },
  };
}
