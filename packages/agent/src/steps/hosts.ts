/** Every node's name on every node. */
import type { NodeSpec } from "@rackberry/protocol";
import { withHosts } from "./hosts-file.ts";
import type { Step } from "./step.ts";

const HOSTS = "/etc/hosts";

export function hosts(spec: Pick<NodeSpec, "name" | "domain" | "hosts">): Step {
  return {
    name: "hosts",
    async check({ host }) {
      const text = (await host.read(HOSTS)) ?? "";
      if (withHosts(text, spec) === text) return undefined;
      const count = spec.hosts.length;
      return `write ${count} ${count === 1 ? "name" : "names"} to ${HOSTS}`;
    },
    async apply({ host }) {
      await host.write(HOSTS, withHosts((await host.read(HOSTS)) ?? "", spec));
    },
  };
}
