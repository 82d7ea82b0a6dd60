/** apt asks the rack's mirror. The file comes first of all, so that whatever the owner sets about a proxy holds instead. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Step } from "./step.ts";

const FILE = "/etc/apt/apt.conf.d/00rackberry-mirror";

/** apt's settings for asking the mirror. */
export const proxyConfiguration = (url: string): string => `// Written by pi-agent.
Acquire::http::Proxy "${url}";
// Unset, https would go through the http proxy, which does not let it through.
Acquire::https::Proxy "DIRECT";
// Debian's updates expire after a week; the mirror may have been filled a year (in seconds) ago.
Acquire::Min-ValidTime "31536000";
`;

export function aptProxy({ aptProxy: url }: NodeSpec): Step {
  const content = proxyConfiguration(url);
  return {
    name: "apt-proxy",
    async check({ host }) {
      const present = await host.read(FILE);
      if (url === "") return present === undefined ? undefined : "take packages from their repositories directly again";
      return present === content ? undefined : `take packages through the rack's mirror, ${url}`;
    },
    async apply({ host }) {
      if (url === "") await host.remove(FILE);
      else await host.write(FILE, content);
    },
  };
}
