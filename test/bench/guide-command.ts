/** The original guide's three tasks as one command: cmdline flags, hosts, host name. */
import { randomBytes } from "node:crypto";
import type { CommandOf } from "../../packages/coordinator/src/fleet/connection.ts";
import { nodeSpecMessage } from "../../packages/protocol/src/spec.ts";

/** The rest of a node's spec, which these three steps do not look at. */
const REST = {
  kubernetesVersion: "1.34.0",
  packages: { url: "https://pkgs.k8s.io/core:/stable:/v1.34/deb/", key: "" },
  imageRepository: "",
  mirrors: [],
  user: { name: "pi", sshKeys: [] },
  network: { kind: "flannel", podSubnet: "10.244.0.0/16", routes: [], nodePodSubnet: "" },
} as const;

export function guideCommand(name: string, hosts: readonly { name: string; address: string }[]): CommandOf {
  const spec = { ...REST, name, domain: "kube.local", hosts: hosts.map(({ name, address }) => ({ name, address })) };
  return {
    kind: "apply",
    value: {
      operationId: `bench-${randomBytes(8).toString("hex")}`,
      spec: nodeSpecMessage(spec),
      only: ["hostname", "hosts", "memory-cgroup"],
      coordinatorClockMs: Date.now(),
    },
  };
}
