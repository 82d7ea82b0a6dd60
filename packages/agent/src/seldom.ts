/**
 * What most agents never need: the control plane's own steps, the rack's mirror, edits of boot files, a new agent, and the
 * words for failures. A file of its own in the package (packaging/agent-package.ts), which no agent at rest has in memory.
 */
export { packageFolder } from "./host/package-folder.ts";
export { readNodeFacts } from "./services/node-facts.ts";
export { aptFailure } from "./steps/apt-failure.ts";
export {
  cgroup1Word,
  pendingEdits,
  refuseRootInMemory,
  startedWithFlag,
  whyIneffective,
  writeEdit,
} from "./steps/boot-edits.ts";
export { controlPlaneWords } from "./steps/control-plane-words.ts";
export { readClusterIdentity } from "./steps/coordinator-access.ts";
export { granting, initialisation } from "./steps/initialisation.ts";
export { tellingWords } from "./steps/kubeadm-output.ts";
export { mirroring, readMirrorContent, unmirroring } from "./steps/mirroring.ts";
export { upgrades } from "./upgrade/upgrades.ts";
