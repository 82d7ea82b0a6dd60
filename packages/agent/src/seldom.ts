/**
 * What most agents never need: the control plane's own steps, the rack's mirror and a new agent. A separate file in the
 * package (packaging/agent-package.ts), which no agent at rest has in memory.
 */
export { packageFolder } from "./host/package-folder.ts";
export { readNodeFacts } from "./services/node-facts.ts";
export { readClusterIdentity } from "./steps/kubeadm/coordinator-access.ts";
export { granting, initialisation } from "./steps/kubeadm/initialisation.ts";
export { mirroring, readMirrorContent, unmirroring } from "./steps/mirror/mirroring.ts";
export { upgrades } from "./upgrade/upgrades.ts";
