/** The client's commands to agents. */
import { randomBytes } from "node:crypto";
import type { CommandOf } from "../../packages/coordinator/src/fleet/nodes/connection.ts";
import { nodeSpecMessage } from "../../packages/protocol/src/spec.ts";

/** The rest of a node's spec, which the guide's tasks do not use. */
const REST = {
  kubernetesVersion: "1.36.3",
  packages: { url: "https://pkgs.k8s.io/core:/stable:/v1.36/deb/", key: "" },
  imageRepository: "",
  mirrors: [],
  user: { name: "pi", sshKeys: [] },
  network: { kind: "flannel", podSubnet: "10.244.0.0/16", routes: [], nodePodSubnet: "" },
  aptProxy: "",
  aptProxyFilledMs: 0,
  controlPlane: false,
  images: [],
} as const;

type Hosts = readonly { readonly name: string; readonly address: string }[];

/** The original guide's three tasks as one command: kernel command-line flags, hosts file, host name. */
export const guideCommand = (name: string, hosts: Hosts): CommandOf =>
  apply(name, hosts, { only: ["hostname", "hosts", "memory-cgroup"] });

/** Checks everything that preparation would change, and changes nothing. */
export const dryRun = (name: string, hosts: Hosts): CommandOf => apply(name, hosts, { dryRun: true });

function apply(name: string, hosts: Hosts, options: { only?: string[]; dryRun?: boolean }): CommandOf {
  const spec = { ...REST, name, domain: "kube.local", hosts: hosts.map(({ name, address }) => ({ name, address })) };
  const operationId = `bench-${randomBytes(8).toString("hex")}`;
  return {
    kind: "apply",
    value: { operationId, spec: nodeSpecMessage(spec), coordinatorClockMs: Date.now(), ...options },
  };
}
