/** Makes apt use the rack's mirror. The file sorts first, so that an owner's own proxy settings override it. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Step, StepContext } from "../tools/step.ts";

const FILE = "/etc/apt/apt.conf.d/00rackberry-mirror";

/** apt's settings for using the mirror. */
export const proxyConfiguration = (url: string): string => `// Written by pi-agent.
Acquire::http::Proxy "${url}";
// Unset, https would go through the http proxy, which does not let it through.
Acquire::https::Proxy "DIRECT";
`;

const DAY = 86_400;
/** Days: an index is already a few days old when a mirror downloads it. */
const SLACK = 7;
/** Days by which the file is written ahead, so that it is not rewritten every day. */
const STEP = 14;

/**
 * Debian's update indexes expire after a week, but on a rack without internet the mirror may have been filled long ago. So
 * they stay valid for the mirror's age and a little longer: an attacker between mirror and node cannot replay an index weeks
 * older than the mirror's own.
 */
const validity = (days: number): string => `Acquire::Min-ValidTime "${days * DAY}";\n`;

export function aptProxy({ aptProxy: url, aptProxyFilledMs: filled }: NodeSpec): Step {
  const least = ({ clock }: StepContext) =>
    SLACK + (filled > 0 ? Math.max(0, Math.ceil((clock.now() - filled) / 1000 / DAY)) : 0);
  return {
    name: "apt-proxy",
    async check(context) {
      const present = await context.host.read(FILE);
      if (url === "")
        return present === undefined ? undefined : "download packages directly from their repositories again";
      const days = Number(/Min-ValidTime "(\d+)";\n$/.exec(present ?? "")?.[1] ?? 0) / DAY;
      if (present !== proxyConfiguration(url) + validity(days))
        return `download packages through the rack's mirror, ${url}`;
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
        output(`the rack's mirror was filled ${age} days ago and lacks newer security updates: run pictl mirror`);
      }
      return host.write(FILE, proxyConfiguration(url) + validity(needed + STEP));
    },
  };
}
